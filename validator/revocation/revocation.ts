/** Whether the certificates of a path were revoked, by the evidence at hand (RFC 5280 §6.3, ETSI EN 319 102-1 §5.2.5). */
import { type Certificate, extension, nameText } from "../certificates/certificate.ts";
import { Malformed } from "../reading/malformed.ts";
import { isListOf, type RevocationList, readRevocationList } from "./crl.ts";
import { isAbout, isAnswerFor, type OcspAnswer, readOcspAnswer } from "./ocsp.ts";

export type EvidenceSource = "document" | "given";

type Sourced<T> = T & { source: EvidenceSource };

/** All lists and answers that may speak of a certificate; what cannot be read is left out: it proves nothing. */
export class Evidence {
  readonly lists: Sourced<{ list: RevocationList }>[] = [];
  readonly answers: Sourced<{ answer: OcspAnswer }>[] = [];
  readonly #issued = new Map<RevocationList | OcspAnswer, Map<Certificate, boolean>>();

  addList(der: Uint8Array, source: EvidenceSource): void {
    const list = readable(() => readRevocationList(der));
    if (list) this.lists.push({ list, source });
  }

  addAnswer(der: Uint8Array, source: EvidenceSource): void {
    const answer = readable(() => readOcspAnswer(der));
    if (answer) this.answers.push({ answer, source });
  }

  /** Verified once for each issuer, however many certificates ask. */
  isFrom(what: RevocationList | OcspAnswer, issuer: Certificate): boolean {
    const known = this.#issued.get(what) ?? new Map<Certificate, boolean>();
    this.#issued.set(what, known);
    const before = known.get(issuer);
    if (before !== undefined) return before;
    const is = "revoked" in what ? isListOf(what, issuer) : isAnswerFor(what, issuer);
    known.set(issuer, is);
    return is;
  }
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

export type Times = {
  /** When the signature is proved to have existed. */
  bestTime: Date;
  /** The time of the validation. */
  at: Date;
};

/** What the evidence says of one certificate. `notExpected`: its issuer answers for it without any. */
export type RevocationStatus = {
  subject: string;
  status: "good" | "revoked" | "unknown" | "notExpected";
  evidence?: { kind: "crl" | "ocsp"; source: EvidenceSource; thisUpdate: Date; nextUpdate?: Date };
  revokedAt?: Date;
  reason?: number;
};

const DAY_MS = 86_400_000;
const CLOCK_SKEW_MS = 5 * 60 * 1000;
const REMOVE_FROM_LIST = 8;
/** A certificate for which its issuer says that no status will ever be given (RFC 9608; RFC 6960 §4.2.2.2.1). */
const WITHOUT_STATUS = ["2.5.29.56", "1.3.6.1.5.5.7.48.1.5"];

/** ETSI EN 319 411-1 §6.3.10: of such a certificate no revocation status is expected. */
export function isShortLived({ notBefore, notAfter }: Certificate): boolean {
  return notAfter.getTime() - notBefore.getTime() <= DAY_MS;
}

type Statement = {
  revoked: { at: Date; reason: number } | undefined;
  evidence: NonNullable<RevocationStatus["evidence"]>;
};

/** Evidence says something of a time up to its next update; without one, of no later time than its own. */
function covers(
  { thisUpdate, nextUpdate }: { thisUpdate: Date; nextUpdate?: Date | undefined },
  times: Times,
) {
  const isOfThePast = thisUpdate.getTime() <= times.at.getTime() + CLOCK_SKEW_MS;
  return isOfThePast && times.bestTime <= (nextUpdate ?? new Date(thisUpdate.getTime() + DAY_MS));
}

function statements(
  certificate: Certificate,
  issuer: Certificate,
  evidence: Evidence,
  times: Times,
): Statement[] {
  const found: Statement[] = [];
  const say = (
    kind: "crl" | "ocsp",
    source: EvidenceSource,
    dates: { thisUpdate: Date; nextUpdate: Date | undefined },
    revoked: Statement["revoked"],
  ) => {
    const { thisUpdate, nextUpdate } = dates;
    if (covers(dates, times))
      found.push({ revoked, evidence: { kind, source, thisUpdate, ...(nextUpdate ? { nextUpdate } : {}) } });
  };
  for (const { answer, source } of evidence.answers)
    for (const single of answer.answers) {
      if (single.status === "unknown" || !isAbout(single, certificate, issuer)) continue;
      if (evidence.isFrom(answer, issuer))
        say("ocsp", source, single, single.status === "good" ? undefined : single.status);
    }
  const serial = Buffer.from(certificate.serial).toString("hex");
  for (const { list, source } of evidence.lists) {
    if (!evidence.isFrom(list, issuer)) continue;
    const entry = list.revoked.get(serial);
    say("crl", source, list, entry?.reason === REMOVE_FROM_LIST ? undefined : entry);
  }
  return found;
}

/** The status at the best time. Whatever says "revoked" outweighs all that says "good". */
export function statusOf(
  certificate: Certificate,
  issuer: Certificate,
  evidence: Evidence,
  times: Times,
): RevocationStatus {
  const subject = nameText(certificate.subject);
  const found = statements(certificate, issuer, evidence, times);
  const revoked = found.find(({ revoked }) => revoked && revoked.at <= times.bestTime);
  if (revoked?.revoked)
    return {
      subject,
      status: "revoked",
      evidence: revoked.evidence,
      revokedAt: revoked.revoked.at,
      reason: revoked.revoked.reason,
    };
  // What the document carries will still be there when nothing else is.
  const isCarried = ({ evidence: { source } }: Statement) => Number(source === "document");
  const latest = found.toSorted(
    (a, b) => isCarried(b) - isCarried(a) || +b.evidence.thisUpdate - +a.evidence.thisUpdate,
  )[0];
  if (latest) return { subject, status: "good", evidence: latest.evidence };
  const isExempt = isShortLived(certificate) || WITHOUT_STATUS.some((id) => extension(certificate, id));
  return { subject, status: isExempt ? "notExpected" : "unknown" };
}

/** The status of each certificate of a path but its anchor, which nobody revokes but those who trust it. */
export function statusesOf(
  path: readonly Certificate[],
  evidence: Evidence,
  times: Times,
): RevocationStatus[] {
  return path.slice(0, -1).flatMap((certificate, index) => {
    const issuer = path[index + 1];
    return issuer ? [statusOf(certificate, issuer, evidence, times)] : [];
  });
}

/** The first certificate of a path that is revoked or of which nothing is known. */
export function pathProblem(
  path: readonly Certificate[],
  evidence: Evidence,
  times: Times,
): RevocationStatus | undefined {
  return statusesOf(path, evidence, times).find(({ status }) => status === "revoked" || status === "unknown");
}
