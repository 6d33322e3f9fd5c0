/** The checks of one signature, in the order of ETSI EN 319 102-1 §5.3: format, certificate, crypto, time, chain. */

import { digestOf, hashName, verifyValue } from "../certificates/algorithms.ts";
import type { Certificate } from "../certificates/certificate.ts";
import { type ChainProblem, type ChainResult, verifyChain } from "../certificates/chain.ts";
import { namesCertificate, readSignedData, type SignedData } from "../cms/cms.ts";
import { CLOCK_SKEW_MS, isFalse, type TimeStamp, verifyTimeStamp } from "../cms/time-stamp.ts";
import { type ByteRange, digestOfRange, readSignatureRange } from "../pdf/byte-range.ts";
import { type ModificationRights, modificationRights } from "../pdf/modification-rights.ts";
import { readPdfDate } from "../pdf/pdf-date.ts";
import { contentsOf, type SignatureField } from "../pdf/signature-fields.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import { pathProblem, type RevocationStatus, statusesOf } from "../revocation/revocation.ts";
import { Checkup } from "./checkup.ts";
import { type Context, earliest, provedAround } from "./context.ts";

export type ExaminedSignature = {
  field: SignatureField;
  checkup: Checkup;
  range?: ByteRange;
  cms?: SignedData;
  claimedTime?: Date;
  /** The earliest time at which the signature is proved to have existed, else that of the validation. */
  bestTime: Date;
  /** Whether a time-stamp proves the best time. */
  isTimeProved: boolean;
  timeStamps: TimeStamp[];
  chain: ChainResult;
  revocation: RevocationStatus[];
  rights?: ModificationRights;
};

/** What a failing reader says, as the outcome of a check; anything else is a defect and goes up. */
function reading<T>(
  checkup: Checkup,
  name: "byteRange" | "cmsStructure" | "modificationRights",
  read: () => T,
): T | undefined {
  try {
    const result = read();
    // The rights are kept or not by what comes later: reading them is not yet a success.
    if (name !== "modificationRights") checkup.record(name, true);
    return result;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    checkup.record(name, false, error.message);
    return undefined;
  }
}

function checkCrypto(
  context: Context,
  range: ByteRange,
  cms: SignedData,
  signer: Certificate,
  checkup: Checkup,
) {
  const hash = hashName(cms.digestAlgorithm);
  if (!checkup.record("digestAlgorithm", hash !== undefined) || !hash) return;
  const digest = digestOfRange(context.file.bytes, range, hash);
  checkup.record("messageDigest", sameBytes(digest, cms.attributes.messageDigest));
  const { signatureAlgorithm, attributes, signatureValue } = cms;
  const outcome = verifyValue(signatureAlgorithm, hash, signer.publicKey, attributes.der, signatureValue);
  if (checkup.record("signatureAlgorithm", outcome !== "unacceptable"))
    checkup.record("signatureValue", outcome === "valid");
}

function checkTimes(context: Context, examined: ExaminedSignature, cms: SignedData, range: ByteRange): void {
  const { checkup, claimedTime } = examined;
  const around = provedAround(context.documentTimeStamps, range.end);
  examined.timeStamps = cms.timeStamps.map((token) =>
    verifyTimeStamp(token, {
      digest: (hash) => digestOf(cms.signatureValue, hash),
      anchors: context.anchors,
      at: context.at,
      knownAt: around,
      others: [...cms.certificates, ...context.store.certificates],
      evidence: context.evidence,
    }),
  );
  const stamped = earliest(examined.timeStamps.map(({ time, problem }) => (problem ? undefined : time)));
  const proved = earliest([stamped, around]);
  if (proved) examined.bestTime = proved;
  examined.isTimeProved = proved !== undefined;
  const wrong = examined.timeStamps.find(({ problem }) => isFalse(problem));
  checkup.record("timeStamps", wrong === undefined, wrong?.problem);
  const latest = examined.bestTime.getTime() + CLOCK_SKEW_MS;
  checkup.record("signingTime", claimedTime !== undefined && claimedTime.getTime() <= latest);
}

const CHAIN_CHECK: Record<ChainProblem, "certificateChain" | "certificateValidity" | "certificateUse"> = {
  noChain: "certificateChain",
  outsideValidity: "certificateValidity",
  notForSigning: "certificateUse",
  notForTimeStamping: "certificateUse",
  nameNotAllowed: "certificateUse",
  unknownCriticalExtension: "certificateUse",
  notAuthority: "certificateUse",
  pathTooLong: "certificateUse",
};

function checkChain({ chain, checkup }: ExaminedSignature): boolean {
  const failed = chain.problem && CHAIN_CHECK[chain.problem];
  for (const name of ["certificateChain", "certificateValidity", "certificateUse"] as const) {
    checkup.record(name, name !== failed, name === failed ? chain.problem : undefined);
    if (name === failed) return false;
  }
  return true;
}

function checkRevocation(context: Context, examined: ExaminedSignature): void {
  const { checkup, chain, bestTime } = examined;
  const times = { bestTime, at: context.at };
  examined.revocation = statusesOf(chain.path, context.evidence, times);
  const [own, ...authorities] = examined.revocation;
  const isRevoked = (status: RevocationStatus | undefined) => status?.status === "revoked";
  checkup.record(
    "revocation",
    own === undefined || own.status === "good" || own.status === "notExpected",
    own?.status,
    isRevoked(own) ? "REVOKED_NO_POE" : undefined,
  );
  const problem = pathProblem(chain.path.slice(1), context.evidence, times);
  checkup.record(
    "authorityRevocation",
    problem === undefined,
    problem?.status,
    authorities.some(isRevoked) ? "REVOKED_CA_NO_POE" : undefined,
  );
}

/** The checks of what the signature holds, its certificate and its value. Throws {@link Malformed}. */
function checkSignedData(context: Context, examined: ExaminedSignature, cms: SignedData): void {
  const { checkup, range } = examined;
  const { signer, attributes } = cms;
  const named = signer !== undefined && namesCertificate(attributes.signingCertificate, signer);
  const isAbsent = signer !== undefined && attributes.signingCertificate === undefined;
  checkup.record("signingCertificate", named, undefined, isAbsent ? "SIG_CONSTRAINTS_FAILURE" : undefined);
  if (!signer || !range) return;
  checkCrypto(context, range, cms, signer, checkup);
  checkTimes(context, examined, cms, range);
  const pool = [...cms.certificates, ...context.store.certificates];
  examined.chain = verifyChain(signer, pool, [...context.anchors], examined.bestTime);
  if (checkChain(examined)) checkRevocation(context, examined);
}

/** Everything but what later revisions did, which needs all the signatures together. */
export function examineSignature(context: Context, field: SignatureField): ExaminedSignature {
  const { dictionary } = field;
  const checkup = new Checkup();
  const examined: ExaminedSignature = {
    field,
    checkup,
    bestTime: context.at,
    isTimeProved: false,
    timeStamps: [],
    chain: { path: [] },
    revocation: [],
  };
  const range = reading(checkup, "byteRange", () => readSignatureRange(context.file.bytes, dictionary));
  if (range) examined.range = range;
  const rights = reading(checkup, "modificationRights", () =>
    modificationRights(context.file.latest, dictionary),
  );
  if (rights) examined.rights = rights;
  reading(checkup, "cmsStructure", () => {
    const cms = readSignedData(contentsOf(dictionary).bytes);
    examined.cms = cms;
    const claimed = readPdfDate(dictionary.get("M")) ?? cms.attributes.signingTime;
    if (claimed) examined.claimedTime = claimed;
    checkSignedData(context, examined, cms);
  });
  return examined;
}
