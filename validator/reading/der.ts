/**
 * A strict reader of DER (X.690 §10): definite, minimal lengths only. What two readers could understand in two
 * ways is refused, so that nobody signs one thing and has another shown.
 */
import { Malformed } from "./malformed.ts";

export type DerNode = {
  /** The identifier octet: class, constructed bit and number below 31. */
  tag: number;
  content: Uint8Array;
  /** The whole encoding: identifier, length and content. */
  raw: Uint8Array;
};

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context1: 0xa1,
} as const;

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

/** The element that begins at `offset`. Throws {@link Malformed}. */
export function readDer(bytes: Uint8Array, offset = 0): DerNode {
  const tag = byteAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw new Malformed("multi-byte DER tag");
  const { length, next } = readLength(bytes, offset + 1);
  if (next + length > bytes.length) throw new Malformed("DER element longer than its container");
  return { tag, content: bytes.subarray(next, next + length), raw: bytes.subarray(offset, next + length) };
}

/** The element that fills `bytes` exactly. */
export function readWholeDer(bytes: Uint8Array, tag: number): DerNode {
  const node = expectTag(readDer(bytes), tag);
  if (node.raw.length !== bytes.length) throw new Malformed("bytes after a DER element");
  return node;
}

/** The elements inside a constructed one. */
export function children(node: DerNode): DerNode[] {
  const found: DerNode[] = [];
  for (let offset = 0; offset < node.content.length; ) {
    const child = readDer(node.content, offset);
    found.push(child);
    offset += child.raw.length;
  }
  return found;
}

export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw new Malformed(`DER tag ${tag} expected, found ${node?.tag ?? "nothing"}`);
  return node;
}

/** The children of a SEQUENCE. */
export function sequence(node: DerNode | undefined): DerNode[] {
  return children(expectTag(node, TAG.sequence));
}

/** The identifiers that were met, by their bytes: few are used, each many times in one file. */
const KNOWN = new Map<string, string>();
const MAX_KNOWN = 500;

/** An object identifier in dotted form. */
export function oid(node: DerNode | undefined): string {
  const { content } = expectTag(node, TAG.oid);
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length).toString("latin1");
  const known = KNOWN.get(bytes);
  if (known !== undefined) return known;
  const dotted = dottedForm(content);
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(bytes, dotted);
  return dotted;
}

function dottedForm(content: Uint8Array): string {
  const arcs: bigint[] = [];
  let value = 0n;
  for (const [index, byte] of content.entries()) {
    if (value === 0n && byte === 0x80) throw new Malformed("OID arc is not minimal");
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) {
      if (index === content.length - 1) throw new Malformed("truncated OID");
      continue;
    }
    arcs.push(value);
    value = 0n;
  }
  const first = arcs[0];
  if (first === undefined || content.length > 64) throw new Malformed("empty or oversized OID");
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...arcs.slice(1)].join(".");
}

/** A small non-negative INTEGER. */
export function smallInteger(node: DerNode | undefined): number {
  const { content } = expectTag(node, TAG.integer);
  if (content.length === 0 || content.length > 4 || byteAt(content, 0) >= 0x80)
    throw new Malformed("integer out of range");
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
