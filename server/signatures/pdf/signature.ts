/** The checks of one signature, in the order of ETSI EN 319 102-1 §5.3: format, certificate, crypto, chain. */
import type { ReportMessage, SignatureResult } from "../../../domain/signatures/signature-report.ts";
import { hashName, signatureScheme, verifyValue } from "./algorithms.ts";
import { type ByteRange, digestOfRange, readByteRange } from "./byte-range.ts";
import { type Certificate, certificateSummary, nameText, signerName } from "./certificate.ts";
import { type ChainProblem, type ChainResult, isShortLived, verifyChain } from "./chain.ts";
import { Checkup } from "./checkup.ts";
import { namesCertificate, readSignedData, type SignedData } from "./cms.ts";
import { startOfCrossReference } from "./cross-reference.ts";
import { sameBytes } from "./der.ts";
import { Malformed } from "./malformed.ts";
import { message } from "./messages.ts";
import type { PdfFile } from "./pdf-file.ts";
import { nameOf, type PdfString, type PdfValue } from "./pdf-value.ts";
import type { SignatureField } from "./signature-fields.ts";

/** Clocks differ a little; a claim later than this is not believed. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

export type ExaminedSignature = {
  field: string;
  checkup: Checkup;
  range?: ByteRange;
  cms?: SignedData;
  signingTime?: Date;
  chain: ChainResult;
  padesBaseline: boolean;
};

/** What a failing reader says, as the outcome of a check; anything else is a defect and goes up. */
function reading<T>(checkup: Checkup, name: "byteRange" | "cmsStructure", read: () => T): T | undefined {
  try {
    const result = read();
    checkup.record(name, true);
    return result;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    checkup.record(name, false, error.message);
    return undefined;
  }
}

function contentsOf(dictionary: Map<string, PdfValue>): PdfString {
  const contents = dictionary.get("Contents");
  if (contents?.type !== "string") throw new Malformed("Contents must be a string in the dictionary itself");
  return contents;
}

function readRange(file: PdfFile, dictionary: Map<string, PdfValue>): ByteRange {
  const range = readByteRange(dictionary.get("ByteRange"), contentsOf(dictionary), file.bytes.length);
  startOfCrossReference(file.bytes.subarray(0, range.end));
  return range;
}

/** `D:YYYYMMDDHHmmSS` and its offset (ISO 32000-2 §7.9.4), or undefined when it is not complete. */
export function readPdfDate(value: PdfValue | undefined): Date | undefined {
  if (value?.type !== "string") return undefined;
  const text = Buffer.from(value.bytes).toString("latin1");
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'?00'?)?|([+-]\d\d)'?(\d\d)'?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, offsetHours = "+00", offsetMinutes = "00"] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offsetHours}:${offsetMinutes}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function checkCrypto(
  file: PdfFile,
  range: ByteRange,
  cms: SignedData,
  signer: Certificate,
  checkup: Checkup,
): void {
  const hash = hashName(cms.digestAlgorithm);
  if (!checkup.record("digestAlgorithm", hash !== undefined) || !hash) return;
  const digest = digestOfRange(file.bytes, range, hash);
  checkup.record("messageDigest", sameBytes(digest, cms.attributes.messageDigest));
  const { signatureAlgorithm, attributes, signatureValue } = cms;
  const outcome = verifyValue(signatureAlgorithm, hash, signer.publicKey, attributes.der, signatureValue);
  if (checkup.record("signatureAlgorithm", outcome !== "unacceptable"))
    checkup.record("signatureValue", outcome === "valid");
}

const CHAIN_CHECK: Record<ChainProblem, "certificateChain" | "certificateValidity" | "certificateUse"> = {
  noChain: "certificateChain",
  outsideValidity: "certificateValidity",
  notForSigning: "certificateUse",
  unknownCriticalExtension: "certificateUse",
  notAuthority: "certificateUse",
  pathTooLong: "certificateUse",
};

function checkChain(signer: Certificate, chain: ChainResult, checkup: Checkup): void {
  const failed = chain.problem && CHAIN_CHECK[chain.problem];
  for (const name of ["certificateChain", "certificateValidity", "certificateUse"] as const) {
    checkup.record(name, name !== failed, name === failed ? chain.problem : undefined);
    if (name === failed) return;
  }
  checkup.record("revocation", isShortLived(signer));
}

function isPadesBaseline(
  dictionary: Map<string, PdfValue>,
  cms: SignedData,
  time: Date | undefined,
): boolean {
  const declared = nameOf(dictionary.get("SubFilter")) === "ETSI.CAdES.detached";
  // ETSI EN 319 142-1 §6.3: the time stands in /M; the CMS attribute signing-time shall not be used.
  return (
    declared &&
    time !== undefined &&
    cms.attributes.signingCertificate !== undefined &&
    !cms.attributes.hasSigningTime
  );
}

/** The checks of what the signature holds, its certificate and its value. Throws {@link Malformed}. */
function checkSignedData(
  file: PdfFile,
  examined: ExaminedSignature,
  cms: SignedData,
  anchors: Certificate[],
  at: Date,
): void {
  const { checkup, range, signingTime: time } = examined;
  const { signer } = cms;
  const attribute = cms.attributes.signingCertificate;
  const named = signer !== undefined && attribute !== undefined && namesCertificate(attribute, signer);
  checkup.record("signingCertificate", named);
  if (!signer || !range) return;
  checkCrypto(file, range, cms, signer, checkup);
  checkup.record("signingTime", time !== undefined && time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
  examined.chain = verifyChain(signer, cms.certificates, anchors, time ?? at);
  checkChain(signer, examined.chain, checkup);
}

/** Everything but what later revisions did, which needs all the signatures together. */
export function examineSignature(
  file: PdfFile,
  field: SignatureField,
  anchors: Certificate[],
  at: Date,
): ExaminedSignature {
  const checkup = new Checkup();
  const { dictionary } = field;
  const examined: ExaminedSignature = {
    field: field.name,
    checkup,
    chain: { path: [] },
    padesBaseline: false,
  };
  const range = reading(checkup, "byteRange", () => readRange(file, dictionary));
  if (range) examined.range = range;
  const time = readPdfDate(dictionary.get("M"));
  if (time) examined.signingTime = time;
  reading(checkup, "cmsStructure", () => {
    const cms = readSignedData(contentsOf(dictionary).bytes);
    examined.cms = cms;
    examined.padesBaseline = isPadesBaseline(dictionary, cms, time);
    checkSignedData(file, examined, cms, anchors, at);
  });
  return examined;
}

function messagesOf(examined: ExaminedSignature): ReportMessage[] {
  const messages = [message("CLAIMED_TIME")];
  if (examined.cms?.hasTimeStamp) messages.push(message("TIME_STAMP_NOT_VERIFIED"));
  if (examined.chain.path.length > 2) messages.push(message("AUTHORITY_REVOCATION_NOT_CHECKED"));
  return messages;
}

function passedAll(checkup: Checkup, names: string[]): boolean {
  return names.every((name) => checkup.checks.some((check) => check.name === name && check.passed));
}

/** The result of one signature, once it is known whether something changed after it. */
export function signatureResult(
  examined: ExaminedSignature,
  fileLength: number,
  change: string | undefined,
): SignatureResult {
  const { checkup, cms, range, signingTime, chain } = examined;
  if (range) checkup.record("laterChanges", change === undefined, change);
  const scheme = cms && signatureScheme(cms.signatureAlgorithm);
  const digest = cms && hashName(cms.digestAlgorithm);
  return {
    ...checkup.verdict(),
    field: examined.field,
    ...(cms?.signer ? { signer: signerName(cms.signer), certificate: certificateSummary(cms.signer) } : {}),
    ...(signingTime ? { signingTime: signingTime.toISOString() } : {}),
    level: examined.padesBaseline ? "B-B" : "none",
    ...(scheme && digest ? { algorithms: { digest, signature: scheme.scheme } } : {}),
    chain: chain.path.map((certificate) => nameText(certificate.subject)),
    intact: passedAll(checkup, ["byteRange", "messageDigest", "signatureValue"]),
    coversWholeFile: range?.end === fileLength,
    revision: range?.end ?? 0,
    modifiedAfter: change !== undefined,
    checks: checkup.checks,
    messages: messagesOf(examined),
  };
}
