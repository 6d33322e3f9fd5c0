/** Job: asks the authority for a revocation that an operator asked for. It may run twice: the first date stands there. */
import { notifyChangeOf } from "../order/order-notices.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { refreshCertificateStatus } from "./refresh-status.ts";

/** Throws when the authority cannot be reached: it is asked again within the minute, and the certificate says so. */
export async function carryOutRevocation(services: Services, certificateNumber: number): Promise<void> {
  const request = await services.db
    .selectFrom("revocation_request")
    .innerJoin("certificate", "certificate.number", "revocation_request.certificate_number")
    .select(["certificate.order_number", "certificate.serial_number", "revocation_request.reason"])
    .where("certificate.number", "=", certificateNumber)
    .where("certificate.revoked_at", "is", null)
    .where("revocation_request.accepted_at", "is", null)
    .executeTakeFirst();
  if (!request) return;
  const noteThat = (change: Change) => note(services, certificateNumber, request.order_number, change);
  try {
    await services.certificationAuthority.revoke(request.serial_number, request.reason);
  } catch (error) {
    await noteThat({ failed_at: services.clock.now() });
    throw error;
  }
  await noteThat({ accepted_at: services.clock.now(), failed_at: null });
  // What counts is what the authority publishes (RFC 5280 §3.3): asked at once, then every minute.
  await refreshCertificateStatus(services);
}

type Change = { accepted_at?: Date; failed_at: Date | null };

/** Open pages follow: the certificate's notice is that of its order. */
function note(services: Services, number: number, orderNumber: number, change: Change): Promise<void> {
  return inTransaction(services.db, async (trx) => {
    await trx
      .updateTable("revocation_request")
      .set(change)
      .where("certificate_number", "=", number)
      .execute();
    await notifyChangeOf(trx, orderNumber);
  });
}
