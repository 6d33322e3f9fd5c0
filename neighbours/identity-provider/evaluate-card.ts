/** Decides whether a client certificate signs somebody in, and who. */
import { createHash, X509Certificate } from "node:crypto";
import type { Clock } from "../../server/platform/clock.ts";
import type {
  CertificateStatus,
  CertificationAuthority,
} from "../../server/ports/certification-authority.ts";
import type { Operator, OperatorRegistry } from "./operators.ts";

/** In the order of the checks: what is told is the first thing that is wrong. */
export const CARD_REFUSALS = [
  "noCertificate",
  "notIssuedByAuthority",
  "notForSignIn",
  "notYetValid",
  "expired",
  "revoked",
  "statusUnknown",
  "unknownOperator",
  "operatorDisabled",
] as const;
export type CardRefusal = (typeof CARD_REFUSALS)[number];

export type CardVerdict =
  | { accepted: true; operator: Operator; certificate: Uint8Array }
  | { accepted: false; reason: CardRefusal };

export type CardRules = {
  authority: Pick<CertificationAuthority, "chain" | "status">;
  operators: OperatorRegistry;
  clock: Clock;
};

const CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

const refused = (reason: CardRefusal): CardVerdict => ({ accepted: false, reason });

/**
 * Checks a certificate (DER) whose key the caller has seen at work in a TLS handshake.
 * Throws only when the registry of operators cannot be read.
 */
export async function evaluateCard(der: Uint8Array | undefined, rules: CardRules): Promise<CardVerdict> {
  if (!der || der.length === 0) return refused("noCertificate");
  const now = rules.clock.now();
  const card = parse(der);
  const issuer = card && (await verifiedIssuer(card, rules, now));
  if (!card || !issuer) return refused("notIssuedByAuthority");
  // Node calls "keyUsage" what RFC 5280 §4.2.1.12 calls the extended key usage.
  if (card.ca || !card.keyUsage?.includes(CLIENT_AUTHENTICATION)) return refused("notForSignIn");
  if (now < card.validFromDate) return refused("notYetValid");
  if (now > card.validToDate) return refused("expired");
  const { state } = await statusOf(card, issuer, rules);
  if (state !== "good") return refused(state === "revoked" ? "revoked" : "statusUnknown");
  return ownerOf(card, rules);
}

function parse(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** The issuing certificate when every signature up to the authority's root holds: a name alone proves nothing. */
async function verifiedIssuer(card: X509Certificate, { authority }: CardRules, now: Date) {
  const chain = (await authority.chain()).map((der) => new X509Certificate(der));
  let issued = card;
  for (const issuer of chain) {
    if (!issuer.ca || now < issuer.validFromDate || now > issuer.validToDate) return undefined;
    if (!issued.checkIssued(issuer) || !issued.verify(issuer.publicKey)) return undefined;
    issued = issuer;
  }
  return chain[0];
}

/** An authority that does not answer leaves the status unknown, which is never "good". */
async function statusOf(card: X509Certificate, issuer: X509Certificate, { authority }: CardRules) {
  const unknown: CertificateStatus = { state: "unknown" };
  return authority.status(issuer.raw, card.serialNumber.toLowerCase()).catch(() => unknown);
}

/** The fingerprint of a certificate (DER), as the registry of operators keeps it. */
export const fingerprintOf = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");

async function ownerOf(card: X509Certificate, { operators }: CardRules): Promise<CardVerdict> {
  const fingerprint = fingerprintOf(card.raw);
  const operator = (await operators.read()).operators.find(({ cards }) => cards.includes(fingerprint));
  if (!operator) return refused("unknownOperator");
  return operator.enabled ? { accepted: true, operator, certificate: card.raw } : refused("operatorDisabled");
}
