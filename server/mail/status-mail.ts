/** Tells the addresses declared for an authority and client that an order awaits them (NOTIFY-3). */

import { orderPath } from "../../domain/api/pages.ts";
import type { LoadedOrder } from "../order/order-store.ts";
import type { Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { enqueueMail } from "./enqueue-mail.ts";

const WORDS = {
  toVerify: {
    subject: "à vérifier",
    text: "est complète : ses pièces justificatives sont à vérifier.",
  },
  toValidate: {
    subject: "à valider",
    text: "est signée par tous ses signataires : les signatures sont à valider.",
  },
} as const;

/** Enqueues one mail per declared address. It names the order, not its people: these mailboxes may be shared. */
export async function enqueueStatusMail(
  services: Services,
  trx: Transaction,
  { row }: LoadedOrder,
  status: keyof typeof WORDS,
  at: Date,
): Promise<void> {
  const addresses = await trx
    .selectFrom("declared_address")
    .select("email")
    .where("registration_authority_id", "=", row.registration_authority_id)
    .where("client_id", "=", row.client_id)
    .orderBy("email")
    .execute();
  const { subject, text } = WORDS[status];
  for (const { email } of addresses) {
    await enqueueMail(services, trx, {
      orderNumber: row.number,
      purpose: status,
      recipient: email,
      subject: `Commande N° ${row.number} ${subject}`,
      body: `Bonjour,\n\nLa commande N° ${row.number} (${row.client_name}, Portu ID ${row.portu_id}) ${text}\n\n${services.config.publicUrl}${orderPath(row.number)}\n\nCordialement.\n`,
      at,
    });
  }
}
