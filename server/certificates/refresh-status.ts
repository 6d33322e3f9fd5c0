/** Brings the revocations that the authority publishes to the certificates that the portal believes good (CERT-3). */
import { type SqlBool, sql } from "kysely";
import { SYSTEM } from "../../domain/access/actor.ts";
import { ORDER_STATUSES } from "../../domain/order/order.ts";
import { isPending } from "../../domain/order/priority.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { refreshStandings } from "../order/priority-store.ts";
import { inTransaction, type Transaction } from "../platform/database.ts";
import type { Revocation } from "../ports/certification-authority.ts";
import type { Services } from "../ports/services.ts";

const PENDING_STATUSES = ORDER_STATUSES.filter(isPending);
/** Questions under way at once, of an authority that has to be asked certificate by certificate. */
const QUESTIONS_AT_ONCE = 8;

/**
 * Records the revocations that the portal did not know; gives how many. With a list it costs what the list is long; with
 * an authority that publishes none, one question for each certificate that is not expired.
 */
export async function refreshCertificateStatus(services: Services): Promise<number> {
  const list = await services.certificationAuthority.revocations();
  return list ? recordListed(services, list) : askForEach(services);
}

async function recordListed(services: Services, list: Revocation[]): Promise<number> {
  const revocations = new Map(list.map((revocation) => [revocation.serial, revocation]));
  const believedGood = await services.db
    .selectFrom("certificate")
    .select(["number", "serial_number"])
    .where("revoked_at", "is", null)
    .where(sql<SqlBool>`serial_number = ANY(${[...revocations.keys()]}::text[])`)
    .execute();
  let recorded = 0;
  for (const { number, serial_number: serial } of believedGood) {
    const revocation = revocations.get(serial);
    if (!revocation) continue;
    await recordRevocation(services, number, revocation);
    recorded += 1;
  }
  return recorded;
}

/** In the order of their numbers. One that cannot be asked does not keep the others from it; throws its error at the end. */
async function askForEach(services: Services): Promise<number> {
  let recorded = 0;
  const failures: unknown[] = [];
  for (let last = 0; ; ) {
    const some = await services.db
      .selectFrom("certificate")
      .select(["number", "serial_number", sql<Buffer | null>`chain[1]`.as("issuer")])
      .where("revoked_at", "is", null)
      .where("not_after", ">", services.clock.now())
      .where("number", ">", last)
      .orderBy("number")
      .limit(QUESTIONS_AT_ONCE)
      .execute();
    const answers = await Promise.allSettled(
      some.map(async ({ number, serial_number: serial, issuer }) => {
        if (!issuer) return;
        const status = await services.certificationAuthority.status(issuer, serial);
        if (status.state !== "revoked") return;
        await recordRevocation(services, number, { serial, at: status.at, reason: status.reason });
        recorded += 1;
      }),
    );
    for (const answer of answers) if (answer.status === "rejected") failures.push(answer.reason);
    last = some.at(-1)?.number ?? last;
    if (some.length < QUESTIONS_AT_ONCE) break;
  }
  if (failures.length > 0) throw failures[0];
  return recorded;
}

/** Once: whoever is second finds the date already there. The subscriber's orders take their new place with it (LIST-2). */
function recordRevocation(services: Services, number: number, { at, reason }: Revocation): Promise<void> {
  return inTransaction(services.db, async (trx) => {
    const now = services.clock.now();
    const row = await trx
      .updateTable("certificate")
      .set({ revoked_at: at, revocation_reason: reason })
      .where("number", "=", number)
      .where("revoked_at", "is", null)
      .returning(["order_number", "subscriber_id"])
      .executeTakeFirst();
    if (!row) return;
    await trx
      .updateTable("revocation_request")
      .set({ published_at: now })
      .where("certificate_number", "=", number)
      .execute();
    // Before the journal, whose head is locked last. In here, so that no page asks between the two.
    await refreshStandings(trx, [row.subscriber_id], now);
    await notifyChangeOf(trx, row.order_number);
    await notifyPendingOrders(trx, row.subscriber_id);
    await appendToJournal(trx, {
      at: now,
      actor: SYSTEM,
      orderNumber: row.order_number,
      event: { type: "certificateRevoked", certificateNumber: number, reason },
    });
  });
}

/** The orders whose priority follows from their subscriber's certificates. */
async function notifyPendingOrders(trx: Transaction, subscriberId: number): Promise<void> {
  const orders = await trx
    .selectFrom("orders")
    .select("number")
    .where("subscriber_id", "=", subscriberId)
    .where("status", "in", PENDING_STATUSES)
    .execute();
  for (const { number } of orders) await notifyChangeOf(trx, number);
}
