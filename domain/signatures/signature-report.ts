/**
 * The report on the signatures of a PDF, in the terms of ETSI EN 319 102-1: an indication (§5.1.3), a
 * sub-indication that names the reason, and for each signature the checks that were really made.
 */
import { z } from "zod";

export const indicationSchema = z.enum(["TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED"]);
export type Indication = z.infer<typeof indicationSchema>;

/** ETSI EN 319 102-1 §5.1.3 table 6, those this validator can give; `NO_SIGNATURE` is our own. */
export const SUB_INDICATIONS = [
  "FORMAT_FAILURE",
  "HASH_FAILURE",
  "SIG_CRYPTO_FAILURE",
  "SIG_CONSTRAINTS_FAILURE",
  "CHAIN_CONSTRAINTS_FAILURE",
  "CRYPTO_CONSTRAINTS_FAILURE",
  "NO_SIGNING_CERTIFICATE_FOUND",
  "NO_CERTIFICATE_CHAIN_FOUND",
  "OUT_OF_BOUNDS_NO_POE",
  "REVOKED_NO_POE",
  "REVOKED_CA_NO_POE",
  "TRY_LATER",
  "NO_SIGNATURE",
] as const;
export const subIndicationSchema = z.enum(SUB_INDICATIONS);
export type SubIndication = z.infer<typeof subIndicationSchema>;

export const reportMessageSchema = z.object({ code: z.string(), fr: z.string(), en: z.string() });
export type ReportMessage = z.infer<typeof reportMessageSchema>;

/** One check of one signature. A check that could not be reached is left out, never given as passed. */
export const signatureCheckSchema = z.object({
  name: z.string(),
  passed: z.boolean(),
  messageFr: z.string(),
  messageEn: z.string(),
});
export type SignatureCheck = z.infer<typeof signatureCheckSchema>;

/** Who signed, as the certificate names them; an empty text when it does not say. */
export const signerNameSchema = z.object({
  commonName: z.string(),
  surname: z.string(),
  givenName: z.string(),
  serialNumber: z.string(),
  organization: z.string(),
  organizationIdentifier: z.string(),
  email: z.string().optional(),
});
export type SignerName = z.infer<typeof signerNameSchema>;

export const certificateSummarySchema = z.object({
  /** Lower-case hexadecimal. */
  serial: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  /** Of the DER, lower-case hexadecimal. */
  sha256: z.string(),
});
export type CertificateSummary = z.infer<typeof certificateSummarySchema>;

/** ETSI EN 319 142-1 §6: what was verified, not what the file claims. */
export const signatureLevelSchema = z.enum(["B-B", "B-T", "B-LT", "B-LTA", "none"]);

/** A time-stamp, over a signature or over the whole document so far, and whether it proves anything. */
export const timeStampResultSchema = z.object({
  kind: z.enum(["signature", "document"]),
  /** ISO 8601; absent when the token cannot be read. */
  time: z.string().optional(),
  authority: z.string().optional(),
  valid: z.boolean(),
  messageFr: z.string(),
  messageEn: z.string(),
});
export type TimeStampResult = z.infer<typeof timeStampResultSchema>;

/** What is known of the revocation of one certificate of the chain, and from where. */
export const revocationResultSchema = z.object({
  subject: z.string(),
  /** `notExpected`: short-lived, or its issuer gives no status. */
  status: z.enum(["good", "revoked", "unknown", "notExpected"]),
  evidence: z
    .object({
      kind: z.enum(["crl", "ocsp"]),
      /** Carried by the document, or given to the validator. */
      source: z.enum(["document", "given"]),
      thisUpdate: z.string(),
      nextUpdate: z.string().optional(),
    })
    .optional(),
  revokedAt: z.string().optional(),
  /** RFC 5280 §5.3.1. */
  reason: z.number().int().optional(),
});
export type RevocationResult = z.infer<typeof revocationResultSchema>;

export const signatureResultSchema = z.object({
  indication: indicationSchema,
  subIndication: subIndicationSchema.optional(),
  /** The name of the form field that holds the signature. */
  field: z.string(),
  signer: signerNameSchema.optional(),
  /** ISO 8601; the signatory's own claim: nothing proves it without a time-stamp. */
  signingTime: z.string().optional(),
  /** ISO 8601: the earliest time at which the signature is proved to have existed, else that of the validation. */
  bestTime: z.string(),
  level: signatureLevelSchema,
  algorithms: z.object({ digest: z.string(), signature: z.string() }).optional(),
  certificate: certificateSummarySchema.optional(),
  /** Subject names, the signatory's first, the trust anchor's last; empty when no chain was found. */
  chain: z.array(z.string()),
  /** By certificate of the chain but the anchor. */
  revocation: z.array(revocationResultSchema),
  timeStamps: z.array(timeStampResultSchema),
  /** The signed bytes are those that were signed: range, digest and signature value all hold. */
  intact: z.boolean(),
  coversWholeFile: z.boolean(),
  /** Where the signed revision ends, in bytes from the start of the file; 0 when the range is unusable. */
  revision: z.number().int(),
  /** Something other than further signatures was added after this one. */
  modifiedAfter: z.boolean(),
  checks: z.array(signatureCheckSchema),
  messages: z.array(reportMessageSchema),
});
export type SignatureResult = z.infer<typeof signatureResultSchema>;

export const signatureReportSchema = z.object({
  indication: indicationSchema,
  subIndication: subIndicationSchema.optional(),
  messages: z.array(reportMessageSchema),
  /** In the order of signing (by end of revision). */
  signatures: z.array(signatureResultSchema),
  /** Those over the document, in the order in which they were made. */
  documentTimeStamps: z.array(timeStampResultSchema),
});
export type SignatureReport = z.infer<typeof signatureReportSchema>;
