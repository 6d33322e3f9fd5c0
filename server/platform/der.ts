/**
 * Writes DER (ITU-T X.690 §8 to §11), just what certificates, CRLs, OCSP answers, time-stamps and PKCS#12 files need.
 * Reading is left to the X.509 library and to Node.
 */

/** One encoded value, ready to be put inside another. */
export type Der = Uint8Array;

/** How many octets a length of 128 and more takes after its first one (X.690 §8.1.3.5). */
const octetsOf = (size: number): number => (size < 0x100 ? 1 : size < 0x10000 ? 2 : size < 0x1000000 ? 3 : 4);

/** Written in place: an answer is made of some forty of these, nested, and takes no longer than its signature. */
function encode(tag: number, ...parts: Uint8Array[]): Der {
  let size = 0;
  for (const part of parts) size += part.length;
  const octets = size < 0x80 ? 0 : octetsOf(size);
  const encoded = Buffer.allocUnsafe(2 + octets + size);
  encoded[0] = tag;
  encoded[1] = octets === 0 ? size : 0x80 | octets;
  if (octets > 0) encoded.writeUIntBE(size, 2, octets);
  let offset = 2 + octets;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}

export const sequence = (...parts: Der[]): Der => encode(0x30, ...parts);
/** A SET of one, where no order has to be established. */
export const setOfOne = (part: Der): Der => encode(0x31, part);
/** A SET OF in the order of its encodings (X.690 §11.6), or `[n]` in its place (IMPLICIT). */
export const setOf = (parts: Der[], n?: number): Der =>
  encode(n === undefined ? 0x31 : 0xa0 | n, ...parts.toSorted(Buffer.compare));
export const octetString = (bytes: Uint8Array): Der => encode(0x04, bytes);
export const utf8String = (text: string): Der => encode(0x0c, Buffer.from(text, "utf8"));
export const printableString = (text: string): Der => encode(0x13, Buffer.from(text, "ascii"));
export const nothing: Der = encode(0x05);
export const yes: Der = encode(0x01, Buffer.from([0xff]));
export const enumerated = (value: number): Der => encode(0x0a, Buffer.from([value]));

/** A bit string of whole octets. */
export const bitString = (bytes: Uint8Array): Der => encode(0x03, Buffer.from([0]), bytes);

/** A named bit list: `bits` are positions, trailing zero bits are left out (X.690 §11.2.2). */
export function namedBits(...bits: number[]): Der {
  const last = Math.max(...bits);
  const octets = Buffer.alloc(Math.floor(last / 8) + 1);
  for (const bit of bits) {
    const index = Math.floor(bit / 8);
    octets[index] = (octets[index] ?? 0) | (0x80 >> (bit % 8));
  }
  return encode(0x03, Buffer.from([7 - (last % 8)]), octets);
}

/** A non-negative integer, from a number, a bigint or hexadecimal digits. */
export function integer(value: number | bigint | string): Der {
  const digits = typeof value === "string" ? value : value.toString(16);
  const octets = Buffer.from(digits.length % 2 ? `0${digits}` : digits, "hex");
  const start = octets.findIndex((octet) => octet !== 0);
  const magnitude = start < 0 ? Buffer.from([0]) : octets.subarray(start);
  return (magnitude[0] ?? 0) >= 0x80 ? encode(0x02, Buffer.from([0]), magnitude) : encode(0x02, magnitude);
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(0x80 | (rest % 128));
  }
  return digits;
}

/** `[n]` around a whole value (EXPLICIT), or around a constructed content (IMPLICIT). */
export const tagged = (n: number, ...parts: Der[]): Der => encode(0xa0 | n, ...parts);
/** `[n]` in place of the tag of a primitive value (IMPLICIT). */
export const taggedBytes = (n: number, bytes: Uint8Array): Der => encode(0x80 | n, bytes);

/** A date of a certificate or a CRL: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(date: Date): Der {
  if (date.getUTCFullYear() >= 2050) return generalizedTime(date);
  return encode(0x17, Buffer.from(digitsOf(date).slice(2), "ascii"));
}

/** To the second, in UTC, as RFC 5280 §4.1.2.5.2 and RFC 6960 §4.2.2.1 want it. */
export const generalizedTime = (date: Date): Der => encode(0x18, Buffer.from(digitsOf(date), "ascii"));

const digitsOf = (date: Date): string => `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "")}Z`;
