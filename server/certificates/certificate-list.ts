/** Certificates as their list shows them (CERT-1, CERT-3). */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { certificateStatus } from "../../domain/certificates/certificate.ts";
import type {
  CertificateFilter,
  CertificateListQuery,
  CertificateRow,
} from "../../domain/certificates/certificates-api.ts";
import { withinPerimeter } from "../order/within-perimeter.ts";
import type { Queryable } from "../platform/database.ts";
import { containing } from "../platform/search.ts";
import type { Services } from "../ports/services.ts";

const STATUS_CONDITION = {
  revoked: (now: Date) => sql<SqlBool>`certificate.revoked_at <= ${now}`,
  expired: (now: Date) =>
    sql<SqlBool>`certificate.not_after <= ${now} AND coalesce(certificate.revoked_at > ${now}, true)`,
  valid: (now: Date) =>
    sql<SqlBool>`certificate.not_after > ${now} AND coalesce(certificate.revoked_at > ${now}, true)`,
};

const SORT_COLUMNS = {
  number: "certificate.number",
  holder: "certificate.holder_search",
  notBefore: "certificate.not_before",
  notAfter: "certificate.not_after",
} as const;

/** The certificates within the operator's perimeter, under the names that conditions and columns use. */
export function visibleCertificates(db: Queryable, operator: Operator) {
  return db
    .selectFrom("certificate")
    .innerJoin("registration_authority", "registration_authority.id", "certificate.registration_authority_id")
    .innerJoin("client", "client.id", "certificate.client_id")
    .where(withinPerimeter(operator.perimeter, "certificate"));
}

const fromDay = (column: string, day: string) =>
  sql<SqlBool>`${sql.ref(column)} >= (${day}::date)::timestamp AT TIME ZONE 'Europe/Paris'`;
const toDay = (column: string, day: string) =>
  sql<SqlBool>`${sql.ref(column)} < (${day}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`;

/** Days are those of the operators' calendar, Europe/Paris; a period includes both of its ends. */
export function conditions(filter: CertificateFilter, now: Date): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  if (filter.number)
    all.push(
      /^\d{1,15}$/.test(filter.number)
        ? sql`certificate.number = ${Number(filter.number)}`
        : sql<SqlBool>`false`,
    );
  if (filter.client) all.push(sql`client.code = ${filter.client}`);
  if (filter.registrationAuthority)
    all.push(containing(sql`fold(registration_authority.name)`, filter.registrationAuthority));
  if (filter.holder) all.push(containing(sql.ref("certificate.holder_search"), filter.holder));
  if (filter.validFrom) all.push(fromDay("certificate.not_before", filter.validFrom));
  if (filter.validTo) all.push(toDay("certificate.not_before", filter.validTo));
  if (filter.expiresFrom) all.push(fromDay("certificate.not_after", filter.expiresFrom));
  if (filter.expiresTo) all.push(toDay("certificate.not_after", filter.expiresTo));
  if (filter.medium) all.push(sql`certificate.medium = ${filter.medium}`);
  if (filter.status) all.push(STATUS_CONDITION[filter.status](now));
  return all;
}

/** The order of the list, as SQL: newest first unless sorted otherwise; ends with the number, so that it is total. */
export function ordering({ sort, direction }: Pick<CertificateListQuery, "sort" | "direction">) {
  const way = direction === "desc" ? sql`DESC` : sql`ASC`;
  return sort
    ? sql`${sql.ref(SORT_COLUMNS[sort])} ${way}, certificate.number ${way}`
    : sql`certificate.generated_at DESC, certificate.number DESC`;
}

/** One page of the list. */
export async function listCertificates(
  services: Services,
  operator: Operator,
  query: CertificateListQuery,
): Promise<{ rows: CertificateRow[]; total: number }> {
  const now = services.clock.now();
  const filtered = visibleCertificates(services.db, operator).where((builder) =>
    builder.and(conditions(query, now)),
  );
  const page = filtered
    .select([
      "certificate.number",
      "client.name as client_name",
      "registration_authority.name as authority_name",
    ])
    .select(["certificate.holder", "certificate.not_before", "certificate.not_after", "certificate.medium"])
    .select("certificate.revoked_at")
    .orderBy(ordering(query))
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  const count = filtered.select((select) => select.fn.countAll<number>().as("total"));
  const [rows, { total }] = await Promise.all([page.execute(), count.executeTakeFirstOrThrow()]);
  return {
    total,
    rows: rows.map((row) => ({
      number: row.number,
      client: row.client_name,
      registrationAuthority: row.authority_name,
      holder: row.holder,
      notBefore: row.not_before.toISOString(),
      notAfter: row.not_after.toISOString(),
      medium: row.medium,
      status: certificateStatus({ notAfter: row.not_after, revokedAt: row.revoked_at }, now),
    })),
  };
}
