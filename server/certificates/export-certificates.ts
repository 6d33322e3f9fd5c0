/** The list of certificates as an Excel file: its columns, its filter and its sort, every page (EXPORT-3). */
import type { InferResult } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { type CertificateStatus, certificateStatus } from "../../domain/certificates/certificate.ts";
import type { CertificateFilter, CertificateListQuery } from "../../domain/certificates/certificates-api.ts";
import type { Medium } from "../../domain/order/order.ts";
import { type ExportColumn, type ExportedList, exportList } from "../lists/export-list.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { conditions, ordering, visibleCertificates } from "./certificate-list.ts";

type ExportedCertificate = InferResult<ReturnType<typeof exportQuery>>[number];
type CertificateExportQuery = CertificateFilter & Pick<CertificateListQuery, "sort" | "direction">;

export const CERTIFICATE_STATUS_LABEL: Record<CertificateStatus, string> = {
  valid: "Validé",
  expired: "Expiré",
  revoked: "Révoqué",
};

export const MEDIUM_LABEL: Record<Medium, string> = { token: "MD940", software: "L" };

/** The status is the one of the moment at which the export began. */
const columns = (now: Date): readonly ExportColumn<ExportedCertificate>[] => [
  { title: "N° Certificat", width: 14, kind: "integer", value: (row) => row.number },
  { title: "Client", width: 26, kind: "text", value: (row) => row.client_name },
  { title: "AE", width: 24, kind: "text", value: (row) => row.authority_name },
  { title: "Porteur", width: 28, kind: "text", value: (row) => row.holder },
  { title: "Date de validité", width: 18, kind: "date", value: (row) => row.not_before },
  { title: "Date d'expiration", width: 18, kind: "date", value: (row) => row.not_after },
  { title: "Type", width: 10, kind: "text", value: (row) => MEDIUM_LABEL[row.medium] },
  { title: "Statut", width: 10, kind: "text", value: (row) => statusLabel(row, now) },
];

/** Exports the whole filtered list. */
export function exportCertificates(
  services: Services,
  operator: Operator,
  query: CertificateExportQuery,
): Promise<ExportedList> {
  const { sort: _sort, direction: _direction, ...filter } = query;
  const now = services.clock.now();
  return exportList(services, operator, {
    list: "certificates",
    name: "Certificats",
    columns: columns(now),
    filter,
    count: () => countCertificates(services.db, operator, query, now),
    rows: (trx) => exportQuery(trx, operator, query, now),
  });
}

function exportQuery(db: Queryable, operator: Operator, query: CertificateExportQuery, now: Date) {
  return visibleCertificates(db, operator)
    .select([
      "certificate.number",
      "client.name as client_name",
      "registration_authority.name as authority_name",
    ])
    .select(["certificate.holder", "certificate.not_before", "certificate.not_after", "certificate.medium"])
    .select("certificate.revoked_at")
    .where((builder) => builder.and(conditions(query, now)))
    .orderBy(ordering(query));
}

async function countCertificates(
  db: Queryable,
  operator: Operator,
  filter: CertificateFilter,
  now: Date,
): Promise<number> {
  const { total } = await visibleCertificates(db, operator)
    .select((select) => select.fn.countAll<number>().as("total"))
    .where((builder) => builder.and(conditions(filter, now)))
    .executeTakeFirstOrThrow();
  return total;
}

const statusLabel = (row: ExportedCertificate, now: Date) =>
  CERTIFICATE_STATUS_LABEL[certificateStatus({ notAfter: row.not_after, revokedAt: row.revoked_at }, now)];
