/** Puts what was found about one signature into the words of the report. */
import type {
  ReportMessage,
  SignatureResult,
  TimeStampResult,
} from "../../domain/signatures/signature-report.ts";
import { hashName, signatureScheme } from "../certificates/algorithms.ts";
import { certificateSummary, nameText, signerName } from "../certificates/certificate.ts";
import type { TimeStamp } from "../cms/time-stamp.ts";
import type { SignedField } from "../pdf/form-changes.ts";
import { nameOf } from "../pdf/pdf-value.ts";
import type { RevocationStatus } from "../revocation/revocation.ts";
import type { Checkup } from "./checkup.ts";
import type { Context } from "./context.ts";
import { message, TIME_STAMPS } from "./messages.ts";
import type { ExaminedSignature } from "./signature.ts";

/** What happened after a signature. */
export type Afterwards = {
  /** Why a change is not allowed, if there is one. */
  problem: string | undefined;
  /** The fields signed since. */
  signed: readonly SignedField[];
  /** Whether another signature came before. */
  isFirst: boolean;
};

export function timeStampResult(stamp: TimeStamp, kind: TimeStampResult["kind"]): TimeStampResult {
  const { fr, en } = TIME_STAMPS[stamp.problem ?? "valid"];
  return {
    kind,
    ...(stamp.time ? { time: stamp.time.toISOString() } : {}),
    ...(stamp.authority ? { authority: stamp.authority } : {}),
    valid: stamp.problem === undefined,
    messageFr: fr,
    messageEn: en,
  };
}

function revocationResult({ subject, status, evidence, revokedAt, reason }: RevocationStatus) {
  return {
    subject,
    status,
    ...(evidence
      ? {
          evidence: {
            kind: evidence.kind,
            source: evidence.source,
            thisUpdate: evidence.thisUpdate.toISOString(),
            ...(evidence.nextUpdate ? { nextUpdate: evidence.nextUpdate.toISOString() } : {}),
          },
        }
      : {}),
    ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** ETSI EN 319 142-1 §6.3: the time stands in /M; the CMS attribute signing-time shall not be used. */
function isBaseline({ field, cms, claimedTime }: ExaminedSignature): boolean {
  return (
    nameOf(field.dictionary.get("SubFilter")) === "ETSI.CAdES.detached" &&
    claimedTime !== undefined &&
    cms?.attributes.signingCertificate !== undefined &&
    cms.attributes.signingTime === undefined
  );
}

/** Each level holds all of those before it, and only what was verified counts (ETSI EN 319 142-1 §6.2). */
function levelOf(examined: ExaminedSignature, context: Context): SignatureResult["level"] {
  if (!examined.range || !isBaseline(examined)) return "none";
  const { end } = examined.range;
  const covering = context.documentTimeStamps.filter(
    ({ stamp, end: covered }) => !stamp.problem && covered >= end,
  );
  const isStamped = examined.timeStamps.some(({ problem }) => !problem) || covering.length > 0;
  if (!isStamped) return "B-B";
  const isCarried = examined.revocation.every(
    ({ status, evidence }) =>
      status === "notExpected" || (status === "good" && evidence?.source === "document"),
  );
  if (!context.store.exists || !isCarried || examined.chain.problem) return "B-T";
  const coversStore = covering.some(
    ({ end: covered }) => context.file.at(covered).catalog.has("DSS") && covered > end,
  );
  return coversStore ? "B-LTA" : "B-LT";
}

function messagesOf({ isTimeProved }: ExaminedSignature): ReportMessage[] {
  return [message(isTimeProved ? "PROVED_TIME" : "CLAIMED_TIME")];
}

function passedAll(checkup: Checkup, names: string[]): boolean {
  return names.every((name) => checkup.checks.some((check) => check.name === name && check.passed));
}

/** What a signature forbids after it, or says about itself without right (ISO 32000-2 §12.8.2.2). */
function violatedRight({ rights }: ExaminedSignature, { signed, isFirst }: Afterwards): string | undefined {
  if (!rights) return undefined;
  if (rights.certified !== undefined && !isFirst) return "a certification must be the first signature";
  const people = signed.filter(({ isTimeStamp }) => !isTimeStamp);
  if (rights.certified === 1 && people.length > 0) return "signed although nothing was allowed any more";
  const locked = signed.find(({ name, isNew }) => !isNew && rights.locks(name));
  return locked && "a locked field was filled";
}

/** The result of one signature, once it is known what came after it. */
export function signatureResult(
  examined: ExaminedSignature,
  context: Context,
  afterwards: Afterwards,
): SignatureResult {
  const { checkup, cms, range, claimedTime, chain, field } = examined;
  const { problem } = afterwards;
  if (range) checkup.record("laterChanges", problem === undefined, problem);
  if (range && examined.rights) {
    const violated = violatedRight(examined, afterwards);
    checkup.record("modificationRights", violated === undefined, violated);
  }
  const scheme = cms && signatureScheme(cms.signatureAlgorithm);
  const digest = cms && hashName(cms.digestAlgorithm);
  return {
    ...checkup.verdict(),
    field: field.name,
    ...(cms?.signer ? { signer: signerName(cms.signer), certificate: certificateSummary(cms.signer) } : {}),
    ...(claimedTime ? { signingTime: claimedTime.toISOString() } : {}),
    bestTime: examined.bestTime.toISOString(),
    level: levelOf(examined, context),
    ...(scheme && digest ? { algorithms: { digest, signature: scheme.scheme } } : {}),
    chain: chain.path.map((certificate) => nameText(certificate.subject)),
    revocation: examined.revocation.map(revocationResult),
    timeStamps: examined.timeStamps.map((stamp) => timeStampResult(stamp, "signature")),
    intact: passedAll(checkup, ["byteRange", "messageDigest", "signatureValue"]),
    coversWholeFile: range?.end === context.file.bytes.length,
    revision: range?.end ?? 0,
    modifiedAfter: problem !== undefined,
    checks: checkup.checks,
    messages: messagesOf(examined),
  };
}
