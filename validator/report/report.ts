/** The validation of a signed PDF: what the portal shows beside each document to sign, and `portail verify-pdf`. */

import { childrenOf, sequenceOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import type {
  ReportMessage,
  SignatureReport,
  SignatureResult,
} from "../../domain/signatures/signature-report.ts";
import { readCertificate } from "../certificates/certificate.ts";
import { readSignedData, type SignedData } from "../cms/cms.ts";
import { isFalse } from "../cms/time-stamp.ts";
import { openPdf, type PdfFile } from "../pdf/pdf-file.ts";
import type { PdfValue } from "../pdf/pdf-value.ts";
import { checkIncrement, type Later } from "../pdf/revisions.ts";
import { contentsOf, signatureFields } from "../pdf/signature-fields.ts";
import { Malformed, Undecidable } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import { Evidence } from "../revocation/revocation.ts";
import { type Verdict, worst } from "./checkup.ts";
import type { Context } from "./context.ts";
import { verifyDocumentTimeStamps } from "./document-time-stamps.ts";
import { message } from "./messages.ts";
import { FAILED, reportWithout, UNDECIDED } from "./report-without.ts";
import { readSecurityStore } from "./security-store.ts";
import { type ExaminedSignature, examineSignature } from "./signature.ts";
import { signatureResult, timeStampResult } from "./signature-result.ts";
import type { ValidationOptions } from "./validation-options.ts";

const MAX_SIGNATURES = 100;

/** For each end of a revision, what came between it and the end of the file. */
function laterSteps(file: PdfFile, ends: readonly number[]): Map<number, Later> {
  const steps = new Map<number, Later>();
  let next = file.bytes.length;
  let later: Later = { problem: undefined, signed: [] };
  for (const end of ends.toReversed()) {
    if (end < next) {
      const step = checkIncrement(file, end, next);
      later = { problem: step.problem ?? later.problem, signed: [...step.signed, ...later.signed] };
    }
    steps.set(end, later);
    next = end;
  }
  return steps;
}

/** Whether the file is the document that was sent, and only signatures since. */
function checkStart(
  file: PdfFile,
  first: number | undefined,
  expected: Uint8Array | undefined,
): ReportMessage | undefined {
  if (!expected) return undefined;
  if (!sameBytes(file.bytes.subarray(0, expected.length), expected)) return message("NOT_THE_DOCUMENT_SENT");
  if (first === undefined) return undefined;
  const { problem } = checkIncrement(file, expected.length, first);
  return problem === undefined ? undefined : message("CHANGED_BEFORE_SIGNATURE", problem);
}

/** RevocationInfoArchival: revocation lists under [0], OCSP answers under [1]. */
function addArchived({ attributes, revocationLists }: SignedData, evidence: Evidence): void {
  for (const list of revocationLists) evidence.addList(list, "document");
  if (!attributes.revocationArchival) return;
  for (const field of sequenceOf(attributes.revocationArchival))
    for (const { raw } of sequenceOf(childrenOf(field)[0]))
      if (field.tag === TAG.context0) evidence.addList(raw, "document");
      else if (field.tag === TAG.context1) evidence.addAnswer(raw, "document");
}

function gatherEvidence(options: ValidationOptions): Evidence {
  const evidence = new Evidence();
  for (const list of options.revocationLists ?? []) evidence.addList(list, "given");
  for (const answer of options.ocspAnswers ?? []) evidence.addAnswer(answer, "given");
  return evidence;
}

function validate(pdf: Uint8Array, options: ValidationOptions, anchors: Context["anchors"]): SignatureReport {
  const file = openPdf(pdf);
  const fields = signatureFields(file.latest);
  if (fields.length > MAX_SIGNATURES) throw new Malformed("too many signatures");
  const evidence = gatherEvidence(options);
  const given = {
    file,
    anchors,
    at: options.at,
    evidence,
    store: readSecurityStore(file.latest, evidence),
  };
  const signed = fields.filter(({ isTimeStamp }) => !isTimeStamp);
  for (const { dictionary } of signed) archivedIn(dictionary, evidence);
  const documentTimeStamps = verifyDocumentTimeStamps(
    fields.filter(({ isTimeStamp }) => isTimeStamp),
    given,
  );
  const context: Context = { ...given, documentTimeStamps };
  const examined = signed
    .map((field) => examineSignature(context, field))
    .sort((a, b) => (a.range?.end ?? 0) - (b.range?.end ?? 0));
  return reportOf(context, examined, options.expectedStart);
}

function reportOf(
  context: Context,
  examined: readonly ExaminedSignature[],
  expectedStart: Uint8Array | undefined,
): SignatureReport {
  const { file, documentTimeStamps } = context;
  const stampEnds = documentTimeStamps.map(({ end }) => end);
  const ends = [...new Set([...examined.map(({ range }) => range?.end ?? 0), ...stampEnds])]
    .filter((end) => end > 0)
    .sort((a, b) => a - b);
  const steps = laterSteps(file, ends);
  const signatures = examined.map((each, index) => {
    const later = (each.range && steps.get(each.range.end)) ?? { problem: undefined, signed: [] };
    return signatureResult(each, context, { ...later, isFirst: index === 0 });
  });
  const start = checkStart(file, ends[0], expectedStart);
  const stamps = documentTimeStamps.map(({ stamp, end }) => ({ stamp, problem: steps.get(end)?.problem }));
  const wrong = stamps.some(({ stamp, problem }) => problem !== undefined || isFalse(stamp.problem));
  return {
    ...verdictOf(signatures, start !== undefined, wrong),
    messages: [
      ...(start ? [start] : []),
      ...(wrong ? [message("TIME_STAMP_INVALID")] : []),
      ...(signatures.length === 0 ? [message("NO_SIGNATURE")] : []),
    ],
    signatures,
    documentTimeStamps: stamps.map(({ stamp }) => timeStampResult(stamp, "document")),
  };
}

function verdictOf(
  signatures: SignatureResult[],
  isAnotherDocument: boolean,
  isStampWrong: boolean,
): Verdict {
  const verdicts: Verdict[] = signatures.map(({ indication, subIndication }) =>
    subIndication ? { indication, subIndication } : { indication },
  );
  if (isStampWrong && verdicts.length > 0) verdicts.push(UNDECIDED);
  if (isAnotherDocument) verdicts.unshift(FAILED);
  return worst(verdicts);
}

/** What cannot be read here is told where the signature is examined. */
function archivedIn(dictionary: Map<string, PdfValue>, evidence: Evidence): void {
  try {
    addArchived(readSignedData(contentsOf(dictionary).bytes), evidence);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
}

/**
 * Validates every signature of a PDF (ETSI EN 319 102-1 §5, for PAdES of ETSI EN 319 142-1). Any bytes at all give a
 * report. Throws only when a trust anchor is not a certificate: that is the caller's configuration, not the file.
 */
export function validatePdfSignatures(pdf: Uint8Array, options: ValidationOptions): SignatureReport {
  const anchors = options.trustAnchors.map(readCertificate);
  try {
    return validate(pdf, options, anchors);
  } catch (error) {
    if (error instanceof Undecidable) return reportWithout("undecided", message("HYBRID_FILE"));
    // A defect of this validator must not pass for a valid file either: whatever was thrown, the file failed.
    const detail = error instanceof Error ? error.message : undefined;
    return reportWithout("failed", message("UNREADABLE_PDF", detail));
  }
}
