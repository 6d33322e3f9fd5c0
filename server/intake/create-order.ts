/** Creates an order that a subscriber made in an order portal. */
import { sql } from "kysely";
import type { IntakeOrder } from "../../domain/intake/intake-api.ts";
import { PRIORITIES, type Standing } from "../../domain/order/priority.ts";
import { provesPossession } from "../certificates/read-request.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyOrderChanged } from "../order/order-notices.ts";
import { inTransaction, type Transaction } from "../platform/database.ts";
import { ProblemError } from "../platform/errors.ts";
import { sha256 } from "../platform/secrets.ts";
import type { Services } from "../ports/services.ts";
import type { OrderPortal } from "./intake-keys.ts";

/**
 * Gives the order's number. Idempotent by the caller's key: the same key with the same body gives the same order, with
 * another body it is refused (`idempotencyConflict`).
 */
export async function createOrder(
  services: Services,
  portal: OrderPortal,
  idempotencyKey: string,
  order: IntakeOrder,
): Promise<number> {
  if (order.certificateRequest && !(await provesPossession(order.certificateRequest)))
    throw new ProblemError("invalidRequest", {
      fields: [{ field: "certificateRequest", code: "certificateRequest" }],
    });
  const bodyHash = sha256(JSON.stringify(order));
  return inTransaction(services.db, async (trx) => {
    const clientId = await clientIdOf(trx, order.client);
    const subscriber = await saveSubscriber(trx, portal.registrationAuthorityId, order.subscriber);
    const at = services.clock.now();
    const inserted = await trx
      .insertInto("orders")
      .values({
        portu_id: order.portuId,
        registration_authority_id: portal.registrationAuthorityId,
        client_id: clientId,
        subscriber_id: subscriber.id,
        priority: PRIORITIES.indexOf(subscriber.standing),
        priority_until: subscriber.standing_until ?? sql<Date>`'infinity'`,
        process: order.process,
        type: order.type,
        medium: order.medium,
        status: "incomplete",
        information: JSON.stringify(order.information),
        certificate_request: order.certificateRequest ?? null,
        created_at: at,
        intake_key: idempotencyKey,
        intake_body_sha256: bodyHash,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("number")
      .executeTakeFirst();
    if (!inserted) return existingOrder(trx, portal, idempotencyKey, bodyHash);
    await notifyOrderChanged(trx, {
      number: inserted.number,
      registrationAuthority: portal.actor.registrationAuthority,
      client: order.client,
    });
    await appendToJournal(trx, {
      at,
      actor: portal.actor,
      orderNumber: inserted.number,
      event: { type: "orderCreated", portuId: order.portuId },
    });
    return inserted.number;
  });
}

async function clientIdOf(trx: Transaction, code: string): Promise<number> {
  const client = await trx.selectFrom("client").select("id").where("code", "=", code).executeTakeFirst();
  if (!client)
    throw new ProblemError("invalidRequest", { fields: [{ field: "client", code: "unknownClient" }] });
  return client.id;
}

async function existingOrder(
  trx: Transaction,
  portal: OrderPortal,
  idempotencyKey: string,
  bodyHash: string,
): Promise<number> {
  const existing = await trx
    .selectFrom("orders")
    .select(["number", "intake_body_sha256"])
    .where("registration_authority_id", "=", portal.registrationAuthorityId)
    .where("intake_key", "=", idempotencyKey)
    .executeTakeFirst();
  // Another key, but a Portu ID that this authority already used: also another request.
  if (existing?.intake_body_sha256 !== bodyHash) throw new ProblemError("idempotencyConflict");
  return existing.number;
}

async function saveSubscriber(
  trx: Transaction,
  registrationAuthorityId: number,
  subscriber: IntakeOrder["subscriber"],
): Promise<{ id: number; standing: Standing; standing_until: Date | null }> {
  const contact = {
    family_name: subscriber.familyName,
    given_name: subscriber.givenName,
    email: subscriber.email,
    mobile: subscriber.mobile ?? null,
  };
  return trx
    .insertInto("subscriber")
    .values({
      registration_authority_id: registrationAuthorityId,
      account_id: subscriber.accountId,
      ...contact,
    })
    .onConflict((conflict) =>
      conflict.columns(["registration_authority_id", "account_id"]).doUpdateSet(contact),
    )
    .returning(["id", "standing", "standing_until"])
    .executeTakeFirstOrThrow();
}
