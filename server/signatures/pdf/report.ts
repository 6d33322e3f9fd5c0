/** The validation of a signed PDF: what the portal shows beside each document to sign, and `portail verify-pdf`. */
import type {
  ReportMessage,
  SignatureReport,
  SignatureResult,
} from "../../../domain/signatures/signature-report.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { type Verdict, worst } from "./checkup.ts";
import { sameBytes } from "./der.ts";
import { Malformed } from "./malformed.ts";
import { message } from "./messages.ts";
import { openPdf, type PdfFile } from "./pdf-file.ts";
import { checkIncrement } from "./revisions.ts";
import { type ExaminedSignature, examineSignature, signatureResult } from "./signature.ts";
import { signatureFields } from "./signature-fields.ts";

export type ValidationOptions = {
  /** DER. A path must end at one of them. */
  trustAnchors: Uint8Array[];
  /** The time of the validation. */
  at: Date;
  /** The very bytes that were sent for signature: the file must begin with them and differ by signatures only. */
  expectedStart?: Uint8Array;
};

const MAX_SIGNATURES = 100;
const FAILED: Verdict = { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" };

/** For each end of a revision, what is wrong between it and the end of the file, if anything. */
function laterChanges(file: PdfFile, ends: number[]): Map<number, string | undefined> {
  const changes = new Map<number, string | undefined>();
  let next = ends.at(-1) ?? 0;
  let change = next < file.bytes.length ? "unsigned bytes follow the last signature" : undefined;
  for (const end of ends.toReversed()) {
    if (end < next) change = checkIncrement(file, end, next) ?? change;
    changes.set(end, change);
    next = end;
  }
  return changes;
}

function sortedEnds(examined: ExaminedSignature[]): number[] {
  return [...new Set(examined.flatMap((each) => each.range?.end ?? []))].sort((a, b) => a - b);
}

/** Whether the file is the document that was sent, and only signatures since. */
function checkStart(
  file: PdfFile,
  ends: number[],
  expected: Uint8Array | undefined,
): ReportMessage | undefined {
  if (!expected) return undefined;
  if (!sameBytes(file.bytes.subarray(0, expected.length), expected)) return message("NOT_THE_DOCUMENT_SENT");
  const first = ends[0];
  if (first === undefined) return undefined;
  const change = checkIncrement(file, expected.length, first);
  return change === undefined ? undefined : message("CHANGED_BEFORE_SIGNATURE", change);
}

function validate(pdf: Uint8Array, options: ValidationOptions, anchors: Certificate[]): SignatureReport {
  const file = openPdf(pdf);
  const fields = signatureFields(file.latest);
  if (fields.length > MAX_SIGNATURES) throw new Malformed("too many signatures");
  const examined = fields
    .map((field) => examineSignature(file, field, anchors, options.at))
    .sort((a, b) => (a.range?.end ?? 0) - (b.range?.end ?? 0));
  const ends = sortedEnds(examined);
  const changes = laterChanges(file, ends);
  const signatures = examined.map((each) =>
    signatureResult(each, pdf.length, each.range && changes.get(each.range.end)),
  );
  return summary(signatures, checkStart(file, ends, options.expectedStart));
}

function summary(signatures: SignatureResult[], start: ReportMessage | undefined): SignatureReport {
  const verdicts: Verdict[] = signatures.map(({ indication, subIndication }) =>
    subIndication ? { indication, subIndication } : { indication },
  );
  if (start) verdicts.unshift(FAILED);
  const messages = signatures.length === 0 ? [message("NO_SIGNATURE")] : [];
  return { ...worst(verdicts), messages: start ? [start, ...messages] : messages, signatures };
}

function readAnchors(anchors: Uint8Array[]): Certificate[] {
  return anchors.map((anchor) => readCertificate(anchor));
}

/**
 * Validates every signature of a PDF (ETSI EN 319 102-1 §5, for PAdES of ETSI EN 319 142-1). Any bytes at all give a
 * report. Throws only when a trust anchor is not a certificate: that is the caller's configuration, not the file.
 */
export async function validatePdfSignatures(
  pdf: Uint8Array,
  options: ValidationOptions,
): Promise<SignatureReport> {
  const anchors = readAnchors(options.trustAnchors);
  try {
    return validate(pdf, options, anchors);
  } catch (error) {
    // A defect of this validator must not pass for a valid file either: whatever was thrown, the file failed.
    const detail = error instanceof Error ? error.message : undefined;
    return { ...FAILED, messages: [message("UNREADABLE_PDF", detail)], signatures: [] };
  }
}
