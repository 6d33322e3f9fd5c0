/** Certificates: their list and detail, and their revocation (CERT-1 to CERT-4). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { searchText } from "../order/fields.ts";
import { mediumSchema, orderStatusSchema } from "../order/order.ts";
import { orderDetailSchema, orderParamsSchema, seenVersion } from "../order/order-detail.ts";
import { certificateStatusSchema } from "./certificate.ts";
import { revocationBlockSchema, revocationReasonSchema } from "./revocation.ts";

export const CERTIFICATE_SORTS = ["number", "holder", "notBefore", "notAfter"] as const;

const text = searchText(100).optional();

export const certificateFilterSchema = z.object({
  number: text,
  client: text,
  registrationAuthority: text,
  holder: text,
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
  expiresFrom: z.iso.date().optional(),
  expiresTo: z.iso.date().optional(),
  medium: mediumSchema.optional(),
  status: certificateStatusSchema.optional(),
});
export type CertificateFilter = z.infer<typeof certificateFilterSchema>;

export const certificateListQuerySchema = z.object({
  ...certificateFilterSchema.shape,
  sort: z.enum(CERTIFICATE_SORTS).optional(),
  direction: z.enum(["asc", "desc"]).optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
});
export type CertificateListQuery = z.infer<typeof certificateListQuerySchema>;

export const certificateRowSchema = z.object({
  number: z.int(),
  client: z.string(),
  registrationAuthority: z.string(),
  holder: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  medium: mediumSchema,
  status: certificateStatusSchema,
});
export type CertificateRow = z.infer<typeof certificateRowSchema>;

export const listCertificates = endpoint({
  method: "GET",
  path: "/api/certificates",
  summary: "One page of the list of certificates, newest first",
  query: certificateListQuerySchema,
  response: z.object({ rows: z.array(certificateRowSchema), total: z.int() }),
});

/** The whole filtered list in the sort shown, whatever the page (EXPORT-3). The answer is an .xlsx file. */
export const exportCertificates = endpoint({
  method: "GET",
  path: "/api/certificates/export",
  summary: "The filtered list as an Excel file",
  query: certificateListQuerySchema.omit({ page: true, pageSize: true }),
});

const certificateParams = z.object({ number: z.coerce.number().int().positive() });

/** What an operator asked for, and how far it is. */
const revocationRequestSchema = z.object({
  reason: revocationReasonSchema,
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  /** 24 hours after the request. */
  publishBefore: z.iso.datetime(),
  /** `requested`: the authority was not asked yet; `unreachable`: in vain so far; `accepted`: to be published. */
  state: z.enum(["requested", "unreachable", "accepted", "published"]),
  publishedAt: z.iso.datetime().nullable(),
});
export type RevocationRequest = z.infer<typeof revocationRequestSchema>;

/** A certificate of the chain, by what tells it from another. */
const issuerSchema = z.object({
  subjectDn: z.string(),
  serialNumber: z.string(),
  notAfter: z.iso.datetime(),
  sha256: z.string(),
});

export const certificateDetailSchema = z.object({
  number: z.int(),
  orderNumber: z.int(),
  client: z.string(),
  registrationAuthority: z.string(),
  medium: mediumSchema,
  status: certificateStatusSchema,
  serialNumber: z.string(),
  issuer: z.string(),
  subjectDn: z.string(),
  /** The parts of the DN, in the order of the certificate; a name the portal does not know is an OID. */
  subjectParts: z.array(z.object({ name: z.string(), value: z.string() })),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  revocationReason: z.string().nullable(),
  /** What was asked for from the portal; null when nothing was. */
  revocation: revocationRequestSchema.nullable(),
  /** Why this operator cannot revoke it now; null when they can. */
  revocationBlock: revocationBlockSchema.nullable(),
  sha256: z.string(),
  /** Old, and no proof of anything: to find a certificate again in tools that name it so. */
  sha1: z.string(),
  /** Issuing authority first, root last. */
  chain: z.array(issuerSchema),
  /** Of the order of a renewal: the certificate that it renews. */
  renews: z.int().nullable(),
  /** The orders that renew this certificate, each with the certificate that came of it. */
  renewedBy: z.array(
    z.object({ orderNumber: z.int(), status: orderStatusSchema, certificateNumber: z.int().nullable() }),
  ),
  holder: z.object({
    familyName: z.string(),
    givenName: z.string(),
    email: z.string(),
    mobile: z.string(),
    street: z.string(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
  }),
  organization: z.object({ name: z.string(), siren: z.string() }),
});
export type CertificateDetail = z.infer<typeof certificateDetailSchema>;

export const getCertificate = endpoint({
  method: "GET",
  path: "/api/certificates/:number",
  summary: "Everything about one certificate",
  params: certificateParams,
  response: certificateDetailSchema,
});

/** `pem`: RFC 7468; `der`: RFC 5280; `chain`: the certificate and those above it, PEM, root last. */
export const CERTIFICATE_FORMATS = ["pem", "der", "chain"] as const;
export type CertificateFormat = (typeof CERTIFICATE_FORMATS)[number];

export const downloadCertificate = endpoint({
  method: "GET",
  path: "/api/certificates/:number/content",
  summary: "The certificate itself: PEM (RFC 7468), DER, or with its chain in PEM",
  params: certificateParams,
  query: z.object({ format: z.enum(CERTIFICATE_FORMATS).default("pem") }),
});

export const revokeCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/revocation",
  summary: "Asks for the revocation of a certificate; the typed number is its own",
  params: certificateParams,
  body: z.object({ reason: revocationReasonSchema, typedNumber: z.string().max(30) }),
  response: certificateDetailSchema,
});

export const retryIssuance = endpoint({
  method: "POST",
  path: "/api/orders/:number/issuance",
  summary: "Asks the authority again after it refused",
  params: orderParamsSchema,
  body: z.object(seenVersion),
  response: orderDetailSchema,
});
