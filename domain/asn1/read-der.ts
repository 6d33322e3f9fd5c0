/**
 * A strict reader of DER (ITU-T X.690 §10): definite, minimal lengths only. What two readers could understand in two
 * ways is refused, so that nobody signs one thing and has another shown. It copies nothing: what it gives are views of
 * the bytes that it was given. Whatever is not DER throws {@link Malformed}.
 */
import { Malformed } from "./malformed.ts";
import { TAG } from "./tags.ts";

export type DerNode = {
  /** The identifier octet: class, constructed bit and number below 31. */
  tag: number;
  content: Uint8Array;
  /** The whole encoding: identifier, length and content. */
  raw: Uint8Array;
};

function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new Malformed("truncated DER");
  return byte;
}

function readLength(bytes: Uint8Array, offset: number): { length: number; next: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, next: offset + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Malformed("indefinite or oversized DER length");
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + byteAt(bytes, offset + i);
  if (length < 0x80 || length < 256 ** (count - 1)) throw new Malformed("DER length is not minimal");
  return { length, next: offset + 1 + count };
}

/** The element that begins at `offset`. */
export function readDer(bytes: Uint8Array, offset = 0): DerNode {
  const tag = byteAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw new Malformed("multi-byte DER tag");
  const { length, next } = readLength(bytes, offset + 1);
  if (next + length > bytes.length) throw new Malformed("DER element longer than its container");
  return { tag, content: bytes.subarray(next, next + length), raw: bytes.subarray(offset, next + length) };
}

/** The element of this tag that fills `bytes` exactly. */
export function readWholeDer(bytes: Uint8Array, tag: number): DerNode {
  const node = expectTag(readDer(bytes), tag);
  if (node.raw.length !== bytes.length) throw new Malformed("bytes after a DER element");
  return node;
}

/** The elements inside a constructed one. */
export function childrenOf({ content }: DerNode): DerNode[] {
  const found: DerNode[] = [];
  for (let offset = 0; offset < content.length; ) {
    const child = readDer(content, offset);
    found.push(child);
    offset += child.raw.length;
  }
  return found;
}

/** The element itself, if it has this tag. */
export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw new Malformed(`DER tag ${tag} expected, found ${node?.tag ?? "nothing"}`);
  return node;
}

/** The elements inside a SEQUENCE. */
export function sequenceOf(node: DerNode | undefined): DerNode[] {
  return childrenOf(expectTag(node, TAG.sequence));
}

const MAX_OID_LENGTH = 64;
/** The identifiers that were met, by their bytes: few are used, each many times in one file. */
const known = new Map<string, string>();
const MAX_KNOWN = 500;

/** An OBJECT IDENTIFIER in dotted form. */
export function oidOf(node: DerNode | undefined): string {
  const { content } = expectTag(node, TAG.oid);
  if (content.length === 0 || content.length > MAX_OID_LENGTH) throw new Malformed("empty or oversized OID");
  const key = String.fromCharCode(...content);
  const before = known.get(key);
  if (before !== undefined) return before;
  const dotted = dottedForm(content);
  if (known.size < MAX_KNOWN) known.set(key, dotted);
  return dotted;
}

function dottedForm(content: Uint8Array): string {
  if (byteAt(content, content.length - 1) >= 0x80) throw new Malformed("truncated OID");
  const arcs: (number | bigint)[] = [];
  for (let start = 0; start < content.length; ) {
    let end = start;
    while (byteAt(content, end) >= 0x80) end++;
    arcs.push(arcOf(content, start, end + 1));
    start = end + 1;
  }
  const [both = 0, ...rest] = arcs;
  return [firstTwo(both), ...rest].join(".");
}

/** A number below 2^49, which seven octets hold; longer ones need what is slower. */
function arcOf(content: Uint8Array, start: number, end: number): number | bigint {
  if (content[start] === 0x80) throw new Malformed("OID arc is not minimal");
  if (end - start > 7)
    return content.subarray(start, end).reduce((value, byte) => (value << 7n) | BigInt(byte & 0x7f), 0n);
  let value = 0;
  for (let at = start; at < end; at++) value = value * 128 + (byteAt(content, at) & 0x7f);
  return value;
}

/** X.690 §8.19.4: the first two arcs are one number; only under 2 may the second be 40 and more. */
function firstTwo(both: number | bigint): string {
  if (both >= 80) return `2.${typeof both === "bigint" ? both - 80n : both - 80}`;
  const second = Number(both) % 40;
  return `${(Number(both) - second) / 40}.${second}`;
}

/** A small non-negative INTEGER: below 2^31. */
export function smallIntegerOf(node: DerNode | undefined): number {
  const { content } = expectTag(node, TAG.integer);
  if (content.length === 0 || content.length > 4 || byteAt(content, 0) >= 0x80)
    throw new Malformed("integer out of range");
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** The octets of a BIT STRING whose bits are all used. */
export function wholeOctetsOf(node: DerNode | undefined): Uint8Array {
  const { content } = expectTag(node, TAG.bitString);
  if (byteAt(content, 0) !== 0) throw new Malformed("bits that are not used");
  return content.subarray(1);
}
