/** One certificate as its page shows it (CERT-2), with what the operator may do to it now. */
import type { Operator } from "../../domain/access/actor.ts";
import { certificateStatus } from "../../domain/certificates/certificate.ts";
import type { CertificateDetail, RevocationRequest } from "../../domain/certificates/certificates-api.ts";
import { publishBefore, revocationBlock } from "../../domain/certificates/revocation.ts";
import { certificateRenewedBy, ordersRenewing } from "../order/renewals.ts";
import type { Queryable } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { visibleCertificates } from "./certificate-list.ts";
import { nameAsText, readCertificate } from "./read-certificate.ts";

/** Throws `notFound` outside the perimeter. */
export async function certificateDetail(
  services: Services,
  operator: Operator,
  number: number,
): Promise<CertificateDetail> {
  const { db, clock } = services;
  const row = await visibleCertificates(db, operator)
    .innerJoin("orders", "orders.number", "certificate.order_number")
    .selectAll("certificate")
    .select([
      "client.name as client_name",
      "registration_authority.name as authority_name",
      "orders.information",
    ])
    .where("certificate.number", "=", number)
    .executeTakeFirst();
  if (!row) throw notFound();
  const read = readCertificate(row.der);
  const status = certificateStatus({ notAfter: row.not_after, revokedAt: row.revoked_at }, clock.now());
  const revocation = await revocationOf(db, number);
  const { holder, organization } = row.information;
  const renewals = await ordersRenewing(db, operator, number);
  return {
    number: row.number,
    orderNumber: row.order_number,
    client: row.client_name,
    registrationAuthority: row.authority_name,
    medium: row.medium,
    status,
    serialNumber: read.serialNumber,
    issuer: nameAsText(read.issuer),
    subjectDn: nameAsText(read.subject),
    subjectParts: read.subject.map(({ name, value }) => ({ name, value })),
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revocationReason: row.revocation_reason,
    revocation,
    revocationBlock: revocationBlock(operator.roles, { status, isRequested: revocation !== null }) ?? null,
    sha256: read.sha256,
    sha1: read.sha1,
    chain: row.chain.map((der) => issuerOf(der)),
    renews: (await certificateRenewedBy(db, operator, row.order_number)) ?? null,
    renewedBy: renewals.map((order) => ({
      orderNumber: order.number,
      status: order.status,
      certificateNumber: order.certificateNumber,
    })),
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

function issuerOf(der: Uint8Array): CertificateDetail["chain"][number] {
  const { subject, serialNumber, notAfter, sha256 } = readCertificate(der);
  return { subjectDn: nameAsText(subject), serialNumber, notAfter: notAfter.toISOString(), sha256 };
}

async function revocationOf(db: Queryable, number: number): Promise<RevocationRequest | null> {
  const row = await db
    .selectFrom("revocation_request")
    .innerJoin("operator", "operator.id", "revocation_request.requested_by")
    .selectAll("revocation_request")
    .select("operator.display_name")
    .where("certificate_number", "=", number)
    .executeTakeFirst();
  if (!row) return null;
  return {
    reason: row.reason,
    requestedBy: row.display_name,
    requestedAt: row.requested_at.toISOString(),
    publishBefore: publishBefore(row.requested_at).toISOString(),
    state: stateOf(row),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

function stateOf(row: {
  published_at: Date | null;
  accepted_at: Date | null;
  failed_at: Date | null;
}): RevocationRequest["state"] {
  if (row.published_at) return "published";
  if (row.accepted_at) return "accepted";
  return row.failed_at ? "unreachable" : "requested";
}
