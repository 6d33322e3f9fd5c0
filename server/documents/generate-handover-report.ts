/** Makes the hand-over report (*PV de remise*) of an order whose certificate is generated (FLOW-8). */
import type { Operator } from "../../domain/access/actor.ts";
import { operate, type Target } from "../order/operate.ts";
import { renderHandoverReport } from "../paper/render-handover-report.ts";
import { sha256 } from "../platform/secrets.ts";
import type { Services } from "../ports/services.ts";

/** Gives the PDF; the history keeps its hash. */
export async function generateHandoverReport(
  services: Services,
  operator: Operator,
  target: Target,
): Promise<Uint8Array> {
  let pdf: Uint8Array = new Uint8Array();
  await operate(services, operator, target, "generateHandoverReport", async ({ order: { row }, trx, at }) => {
    const certificate = await trx
      .selectFrom("certificate")
      .selectAll()
      .where("order_number", "=", row.number)
      .executeTakeFirstOrThrow();
    pdf = await renderHandoverReport({
      orderNumber: row.number,
      date: at,
      operatorName: operator.displayName,
      registrationAuthority: row.authority_name,
      medium: row.medium,
      information: row.information,
      identityDocument:
        row.identity_document_type && row.identity_document_number
          ? { type: row.identity_document_type, number: row.identity_document_number }
          : null,
      certificate: {
        number: certificate.number,
        serialNumber: certificate.serial_number,
        subjectDn: certificate.subject_dn,
        issuerDn: certificate.issuer_dn,
        notBefore: certificate.not_before,
        notAfter: certificate.not_after,
      },
    });
    return { events: [{ type: "handoverReportGenerated", sha256: sha256(pdf) }] };
  });
  return pdf;
}
