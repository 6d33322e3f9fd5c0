/**
 * Writes DER (ITU-T X.690 §8 to §11), just what certificates and their requests, CRLs, OCSP answers, signatures,
 * time-stamps and PKCS#12 files need.
 */
import { TAG } from "./tags.ts";

/** One encoded value, ready to be put inside another. */
export type Der = Uint8Array;

/** How many octets a length of 128 and more takes after its first one (X.690 §8.1.3.5). */
const octetsOf = (size: number): number => (size < 0x100 ? 1 : size < 0x10000 ? 2 : size < 0x1000000 ? 3 : 4);

/** Bytes: many values share one, since to ask for memory takes longer than to write a value. */
const ROOM = 8192;
let room = new Uint8Array(ROOM);
let used = 0;

/** Bytes that nobody else has, all of which the caller writes. */
function take(size: number): Uint8Array {
  if (size > ROOM / 2) return new Uint8Array(size);
  if (used + size > ROOM) {
    room = new Uint8Array(ROOM);
    used = 0;
  }
  used += size;
  return room.subarray(used - size, used);
}

/**
 * One value under its identifier octet, of contents that lie one behind the other. Written in place: an answer is made of
 * some forty of these, nested, and takes no longer than its signature.
 */
export function element(tag: number, ...parts: Uint8Array[]): Der {
  let size = 0;
  for (const part of parts) size += part.length;
  const octets = size < 0x80 ? 0 : octetsOf(size);
  const encoded = take(2 + octets + size);
  encoded[0] = tag;
  encoded[1] = octets === 0 ? size : 0x80 | octets;
  for (let at = 0, rest = size; at < octets; at++, rest >>>= 8) encoded[1 + octets - at] = rest & 0xff;
  let offset = 2 + octets;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}

const ENCODER = new TextEncoder();

export const sequence = (...parts: Der[]): Der => element(TAG.sequence, ...parts);
/** A SET of one, where no order has to be established. */
export const setOfOne = (part: Der): Der => element(TAG.set, part);
/** A SET OF in the order of its encodings (X.690 §11.6), or `[n]` in its place (IMPLICIT). */
export const setOf = (parts: Der[], n?: number): Der =>
  element(n === undefined ? TAG.set : TAG.context0 | n, ...parts.toSorted(compareBytes));
export const octetString = (bytes: Uint8Array): Der => element(TAG.octetString, bytes);
export const utf8String = (text: string): Der => element(TAG.utf8String, ENCODER.encode(text));
/** Of letters, digits and a few signs (X.680 §41.4): the caller has checked them. */
export const printableString = (text: string): Der => element(TAG.printableString, asciiBytes(text));
export const nothing: Der = element(TAG.null);
export const yes: Der = element(TAG.boolean, Uint8Array.of(0xff));
export const enumerated = (value: number): Der => element(TAG.enumerated, Uint8Array.of(value));

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const ZERO = Uint8Array.of(0);

/** A bit string of whole octets. */
export const bitString = (bytes: Uint8Array): Der => element(TAG.bitString, ZERO, bytes);

/** A named bit list: `bits` are positions, trailing zero bits are left out (X.690 §11.2.2). */
export function namedBits(...bits: number[]): Der {
  const last = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) {
    const index = Math.floor(bit / 8);
    octets[index] = (octets[index] ?? 0) | (0x80 >> (bit % 8));
  }
  return element(TAG.bitString, Uint8Array.of(7 - (last % 8)), octets);
}

/** A non-negative integer, from a number, a bigint or hexadecimal digits. Throws on anything else. */
export function integer(value: number | bigint | string): Der {
  if (typeof value === "number" && value >= 0 && value < 0x80 && Number.isInteger(value))
    return element(TAG.integer, Uint8Array.of(value));
  const digits = typeof value === "string" ? value : value.toString(16);
  if (!/^[\da-f]+$/i.test(digits)) throw new RangeError(`not a non-negative integer: ${value}`);
  const octets = octetsOfHex(digits.length % 2 ? `0${digits}` : digits);
  const start = octets.findIndex((octet) => octet !== 0);
  const magnitude = start < 0 ? ZERO : octets.subarray(start);
  // A first bit that is set would make it negative (X.690 §8.3.3).
  return (magnitude[0] ?? 0) >= 0x80
    ? element(TAG.integer, ZERO, magnitude)
    : element(TAG.integer, magnitude);
}

function octetsOfHex(digits: string): Uint8Array {
  const octets = new Uint8Array(digits.length / 2);
  for (let at = 0; at < octets.length; at++)
    octets[at] = (digitOf(digits.charCodeAt(2 * at)) << 4) | digitOf(digits.charCodeAt(2 * at + 1));
  return octets;
}

/** Letters of both cases end in the bits of 1 to 6. */
const digitOf = (code: number): number => (code & 0x0f) + (code > 0x39 ? 9 : 0);

/** An object identifier in dotted form. */
export function oid(dotted: string): Der {
  const [first = "", second = "", ...rest] = dotted.split(".");
  const octets: number[] = [];
  // X.690 §8.19.4: the first two arcs are one number.
  if (isSmall(second)) pushArc(octets, Number(first) * 40 + Number(second));
  else pushArc(octets, BigInt(first) * 40n + BigInt(second));
  for (const arc of rest) pushArc(octets, isSmall(arc) ? Number(arc) : BigInt(arc));
  return element(TAG.oid, Uint8Array.from(octets));
}

/** Whether the arc is exact as a number, even with what the first one adds. */
const isSmall = (arc: string): boolean => arc.length <= 15;

/** In base 128, the most significant digit first; all but the last have their first bit set (X.690 §8.19.2). */
function pushArc(octets: number[], arc: number | bigint): void {
  const digits: number[] = [];
  let rest = arc;
  do {
    digits.push(typeof rest === "bigint" ? Number(rest & 0x7fn) : rest % 128);
    rest = typeof rest === "bigint" ? rest >> 7n : Math.floor(rest / 128);
  } while (rest > 0);
  for (let at = digits.length - 1; at >= 0; at--) octets.push((at > 0 ? 0x80 : 0) | (digits[at] ?? 0));
}

/** `[n]` around a whole value (EXPLICIT), or around a constructed content (IMPLICIT). */
export const tagged = (n: number, ...parts: Der[]): Der => element(TAG.context0 | n, ...parts);
/** `[n]` in place of the tag of a primitive value (IMPLICIT). */
export const taggedBytes = (n: number, bytes: Uint8Array): Der => element(0x80 | n, bytes);

/** A date of a certificate or a CRL: UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5280 §4.1.2.5). */
export function time(date: Date): Der {
  const year = date.getUTCFullYear();
  if (year < 1950 || year >= 2050) return generalizedTime(date);
  return element(TAG.utcTime, asciiBytes(digitsOf(date).slice(2)));
}

/** To the second, in UTC, as RFC 5280 §4.1.2.5.2 and RFC 6960 §4.2.2.1 want it. */
export const generalizedTime = (date: Date): Der => element(TAG.generalizedTime, asciiBytes(digitsOf(date)));

const digitsOf = (date: Date): string => `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "")}Z`;
