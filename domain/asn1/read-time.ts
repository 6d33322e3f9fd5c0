/** The two times of ASN.1 as certificates, CRLs, OCSP answers and time-stamps write them. */
import { Malformed } from "./malformed.ts";
import type { DerNode } from "./read-der.ts";
import { TAG } from "./tags.ts";

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/** Longer than either may be, so that what is longer matches neither. */
const MAX_LENGTH = 32;

/** UTCTime or GeneralizedTime in UTC (RFC 5280 §4.1.2.5, RFC 3161 §2.4.2 for its fractions). Throws {@link Malformed}. */
export function readTime(node: DerNode | undefined): Date {
  const text = node && String.fromCharCode(...node.content.subarray(0, MAX_LENGTH));
  const isShort = node?.tag === TAG.utcTime;
  const match = isShort
    ? UTC_TIME.exec(text ?? "")
    : node?.tag === TAG.generalizedTime
      ? GENERALIZED_TIME.exec(text ?? "")
      : null;
  if (!match) throw new Malformed("unreadable time");
  const [, year = "", month, day, hour, minute, second, fraction = "0"] = match;
  const century = isShort ? (Number(year) >= 50 ? "19" : "20") : "";
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const date = new Date(`${century}${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  if (Number.isNaN(date.getTime())) throw new Malformed("impossible time");
  return date;
}

export const isTime = (node: DerNode | undefined): boolean =>
  node?.tag === TAG.utcTime || node?.tag === TAG.generalizedTime;
