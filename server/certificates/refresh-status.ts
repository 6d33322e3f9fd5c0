/** Asks the authority about certificates that the portal believes good, and records those revoked since (CERT-3). */
import { SYSTEM } from "../../domain/access/actor.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

const BATCH = 200;

/** Goes through every certificate that is neither revoked nor expired. Gives how many it found revoked. */
export async function refreshCertificateStatus(services: Services): Promise<number> {
  const { db, clock, certificationAuthority } = services;
  let revoked = 0;
  for (let last = 0; ; ) {
    const batch = await db
      .selectFrom("certificate")
      .select(["number", "serial_number", "chain"])
      .where("revoked_at", "is", null)
      .where("not_after", ">", clock.now())
      .where("number", ">", last)
      .orderBy("number")
      .limit(BATCH)
      .execute();
    for (const { number, serial_number: serial, chain } of batch) {
      last = number;
      const issuer = chain[0];
      const status = issuer ? await certificationAuthority.status(issuer, serial) : undefined;
      if (status?.state !== "revoked") continue;
      await recordRevocation(services, number, status.at, status.reason);
      revoked += 1;
    }
    if (batch.length < BATCH) return revoked;
  }
}

/** Once: whoever is second finds the date already there. */
function recordRevocation(services: Services, number: number, at: Date, reason: string): Promise<void> {
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
  });
}
