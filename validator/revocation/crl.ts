/** Certificate revocation lists (RFC 5280 §5). */

import {
  childrenOf,
  type DerNode,
  expectTag,
  oidOf,
  readWholeDer,
  sequenceOf,
} from "../../domain/asn1/read-der.ts";
import { isTime, readTime } from "../../domain/asn1/read-time.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { verifyValue } from "../certificates/algorithms.ts";
import { type Certificate, keyUsage } from "../certificates/certificate.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";

export type RevokedEntry = { at: Date; reason: number };

export type RevocationList = {
  issuer: Uint8Array;
  thisUpdate: Date;
  /** Absent in a list that never says when the next one comes: it is then fresh only at its own time. */
  nextUpdate: Date | undefined;
  /** By serial number, in lower-case hexadecimal. */
  revoked: Map<string, RevokedEntry>;
  signed: Uint8Array;
  signatureAlgorithm: DerNode;
  signatureValue: Uint8Array;
};

const CRL_SIGN = 6;
const REASON_CODE = "2.5.29.21";
/** Critical extensions of a list that are obeyed: none. A partial or indirect list (issuingDistributionPoint) is refused. */
const UNSUPPORTED = "a critical extension of the list is not supported";
const CRITICAL_KNOWN = new Set(["2.5.29.20", "2.5.29.35"]);
const DELTA_INDICATOR = "2.5.29.27";
const MAX_ENTRIES = 1_000_000;

type RawExtension = { id: string; critical: boolean; value: Uint8Array };

function extensionsOf(node: DerNode | undefined): RawExtension[] {
  return node === undefined
    ? []
    : sequenceOf(node).map((each) => {
        const parts = sequenceOf(each);
        const critical = parts[1]?.tag === TAG.boolean && parts[1].content[0] === 0xff;
        return { id: oidOf(parts[0]), critical, value: expectTag(parts.at(-1), TAG.octetString).content };
      });
}

function readEntry(node: DerNode): [string, RevokedEntry] {
  const [serial, at, more] = sequenceOf(node);
  const extensions = extensionsOf(more);
  if (extensions.some(({ critical }) => critical)) throw new Malformed(UNSUPPORTED);
  const reason = extensions.find(({ id }) => id === REASON_CODE)?.value;
  return [
    Buffer.from(expectTag(serial, TAG.integer).content).toString("hex"),
    { at: readTime(at), reason: reason ? (readWholeDer(reason, TAG.enumerated).content[0] ?? 0) : 0 },
  ];
}

/** Reads a complete list. Throws {@link Malformed}, also for delta, indirect and partial lists. */
export function readRevocationList(der: Uint8Array): RevocationList {
  const [list, signatureAlgorithm, signature] = sequenceOf(readWholeDer(der, TAG.sequence));
  const fields = sequenceOf(list);
  const start = fields[0]?.tag === TAG.integer ? 1 : 0;
  const [inner, issuer, thisUpdate, ...rest] = fields.slice(start);
  const outer = expectTag(signatureAlgorithm, TAG.sequence);
  if (!sameBytes(expectTag(inner, TAG.sequence).raw, outer.raw))
    throw new Malformed("the list names two signature algorithms");
  const nextUpdate = isTime(rest[0]) ? readTime(rest.shift()) : undefined;
  const entries = rest[0]?.tag === TAG.sequence ? childrenOf(rest[0]) : [];
  if (entries.length > MAX_ENTRIES) throw new Malformed("too many revoked certificates");
  const explicit = rest.find((field) => field.tag === TAG.context0);
  const extensions = explicit ? extensionsOf(childrenOf(explicit)[0]) : [];
  if (extensions.some(({ id, critical }) => id === DELTA_INDICATOR || (critical && !CRITICAL_KNOWN.has(id))))
    throw new Malformed(UNSUPPORTED);
  return {
    issuer: expectTag(issuer, TAG.sequence).raw,
    thisUpdate: readTime(thisUpdate),
    nextUpdate,
    revoked: new Map(entries.map(readEntry)),
    signed: expectTag(list, TAG.sequence).raw,
    signatureAlgorithm: outer,
    signatureValue: expectTag(signature, TAG.bitString).content.subarray(1),
  };
}

/** Whether the list is of this issuer: its name, its right to sign lists, its signature (RFC 5280 §6.3.3). */
export function isListOf(list: RevocationList, issuer: Certificate): boolean {
  if (!sameBytes(list.issuer, issuer.subject) || keyUsage(issuer)?.has(CRL_SIGN) === false) return false;
  const { signatureAlgorithm, signed, signatureValue } = list;
  return verifyValue(signatureAlgorithm, undefined, issuer.publicKey, signed, signatureValue) === "valid";
}
