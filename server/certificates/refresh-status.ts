/** Brings the revocations of the authority's list to the certificates that the portal believes good (CERT-3). */
import { type SqlBool, sql } from "kysely";
import { SYSTEM } from "../../domain/access/actor.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyChangeOf } from "../live/live-events.ts";
import { inTransaction } from "../platform/database.ts";
import type { Revocation } from "../ports/certification-authority.ts";
import type { Services } from "../ports/services.ts";

/**
 * Reads the list and records those it did not know; gives how many. It costs what the list is long, not what was ever
 * issued.
 */
export async function refreshCertificateStatus(services: Services): Promise<number> {
  const revocations = new Map(
    (await services.certificationAuthority.revocations()).map((revocation) => [
      revocation.serial,
      revocation,
    ]),
  );
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

/** Once: whoever is second finds the date already there. */
function recordRevocation(services: Services, number: number, { at, reason }: Revocation): Promise<void> {
  return inTransaction(services.db, async (trx) => {
    const row = await trx
      .updateTable("certificate")
      .set({ revoked_at: at, revocation_reason: reason })
      .where("number", "=", number)
      .where("revoked_at", "is", null)
      .returning(["order_number", "subscriber_id"])
      .executeTakeFirst();
    if (!row) return;
    await services.jobs.enqueue(trx, "refreshStanding", { subscriberId: row.subscriber_id });
    await appendToJournal(trx, {
      at: services.clock.now(),
      actor: SYSTEM,
      orderNumber: row.order_number,
      event: { type: "certificateRevoked", certificateNumber: number, reason },
    });
    await notifyChangeOf(trx, row.order_number);
  });
}
