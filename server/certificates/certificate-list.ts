/** Certificates as their list and detail show them (CERT-1 to CERT-3). */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { certificateStatus } from "../../domain/certificates/certificate.ts";
import type {
  CertificateDetail,
  CertificateFilter,
  CertificateListQuery,
  CertificateRow,
} from "../../domain/certificates/certificates-api.ts";
import { withinPerimeter } from "../orders/within-perimeter.ts";
import type { Queryable } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import { containing } from "../platform/search.ts";
import type { Services } from "../ports/services.ts";
import { nameAsText, readCertificate } from "./read-certificate.ts";

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

function findCertificate(services: Services, operator: Operator, number: number) {
  return visibleCertificates(services.db, operator)
    .innerJoin("orders", "orders.number", "certificate.order_number")
    .selectAll("certificate")
    .select([
      "client.name as client_name",
      "registration_authority.name as authority_name",
      "orders.information",
    ])
    .where("certificate.number", "=", number)
    .executeTakeFirst();
}

/** Everything about one certificate. Throws `notFound` outside the perimeter. */
export async function certificateDetail(
  services: Services,
  operator: Operator,
  number: number,
): Promise<CertificateDetail> {
  const row = await findCertificate(services, operator, number);
  if (!row) throw notFound();
  const read = readCertificate(row.der);
  const { holder, organization } = row.information;
  return {
    number: row.number,
    orderNumber: row.order_number,
    client: row.client_name,
    registrationAuthority: row.authority_name,
    medium: row.medium,
    status: certificateStatus({ notAfter: row.not_after, revokedAt: row.revoked_at }, services.clock.now()),
    serialNumber: read.serialNumber,
    issuer: nameAsText(read.issuer),
    subjectDn: nameAsText(read.subject),
    subjectParts: read.subject.map(({ name, value }) => ({ name, value })),
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revocationReason: row.revocation_reason,
    sha256: read.sha256,
    holder: {
      familyName: holder.familyName,
      givenName: holder.givenName,
      email: holder.email,
      mobile: holder.mobile,
      ...holder.address,
    },
    organization,
  };
}

/** The certificate in PEM (RFC 7468 §5). Throws `notFound` outside the perimeter. */
export async function certificatePem(
  services: Services,
  operator: Operator,
  number: number,
): Promise<string> {
  const row = await findCertificate(services, operator, number);
  if (!row) throw notFound();
  const lines = row.der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
