/** Revokes a certificate: on record first, with its history entry; the authority is asked by a job. */

import type { Operator } from "../../domain/access/actor.ts";
import { certificateStatus } from "../../domain/certificates/certificate.ts";
import { type RevocationReason, revocationBlock } from "../../domain/certificates/revocation.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { inTransaction, type Transaction } from "../platform/database.ts";
import { forbidden, notFound, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { visibleCertificates } from "./certificate-list.ts";
import { REVOKE_CERTIFICATE } from "./queues.ts";

/**
 * Asks for the revocation; `typedNumber`, typed by the operator as consent, must be the certificate's. Throws
 * `notFound` outside the perimeter, `forbidden`, `notRevocable` with the reason (asked for already, revoked, expired),
 * `confirmationMismatch`.
 */
export function revokeCertificate(
  services: Services,
  operator: Operator,
  number: number,
  asked: { reason: RevocationReason; typedNumber: string },
): Promise<void> {
  return inTransaction(services.db, async (trx) => {
    const at = services.clock.now();
    const certificate = await loadAndLock(trx, operator, number);
    if (!certificate) throw notFound();
    const status = certificateStatus(
      { notAfter: certificate.not_after, revokedAt: certificate.revoked_at },
      at,
    );
    const isRequested = await hasRequest(trx, number);
    const block = revocationBlock(operator.roles, { status, isRequested });
    if (block === "forbidden") throw forbidden();
    if (block) throw new ProblemError("notRevocable", { revocationBlock: block });
    if (asked.typedNumber.trim() !== String(number)) throw new ProblemError("confirmationMismatch");
    const { reason } = asked;
    await trx
      .insertInto("revocation_request")
      .values({ certificate_number: number, reason, requested_by: operator.id, requested_at: at })
      .execute();
    await services.jobs.enqueue(trx, REVOKE_CERTIFICATE, { certificateNumber: number });
    await notifyChangeOf(trx, certificate.order_number);
    await appendToJournal(trx, {
      at,
      actor: operator,
      orderNumber: certificate.order_number,
      event: {
        type: "revocationRequested",
        certificateNumber: number,
        serialNumber: certificate.serial_number,
        reason,
      },
    });
  });
}

/** Locked: of two operators at once the second finds the request of the first. */
function loadAndLock(trx: Transaction, operator: Operator, number: number) {
  return visibleCertificates(trx, operator)
    .select([
      "certificate.order_number",
      "certificate.serial_number",
      "certificate.not_after",
      "certificate.revoked_at",
    ])
    .where("certificate.number", "=", number)
    .forUpdate("certificate")
    .executeTakeFirst();
}

async function hasRequest(trx: Transaction, number: number): Promise<boolean> {
  const found = await trx
    .selectFrom("revocation_request")
    .select("certificate_number")
    .where("certificate_number", "=", number)
    .executeTakeFirst();
  return found !== undefined;
}
