/**
 * Reads DER (ITU-T X.690 §10): just what requests are made of, strictly, and at the speed at which answers are signed.
 * Whatever is not DER throws {@link MalformedDer}.
 */

export class MalformedDer extends Error {
  override name = "MalformedDer";
}

export type DerElement = {
  tag: number;
  /** With its tag and length, as it came. */
  raw: Buffer;
  content: Buffer;
};

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  context: (n: number) => 0xa0 | n,
} as const;

/** The elements inside `bytes`, one after the other and nothing else. */
export function elementsOf(bytes: Uint8Array): DerElement[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: DerElement[] = [];
  for (let offset = 0; offset < source.length; ) {
    const element = elementAt(source, offset);
    found.push(element);
    offset += element.raw.length;
  }
  return found;
}

/** The only element of `bytes`. */
export function onlyElementOf(bytes: Uint8Array, tag: number): DerElement {
  const [element, ...others] = elementsOf(bytes);
  if (!element || others.length > 0) throw new MalformedDer("one element was expected");
  return expectTag(element, tag);
}

/** The elements inside a SEQUENCE. */
export const childrenOf = (element: DerElement | undefined): DerElement[] =>
  elementsOf(expectTag(element, TAG.sequence).content);

export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new MalformedDer("another element was expected");
  return element;
}

/** The octets of a BIT STRING whose bits are all used. */
export function wholeOctetsOf(element: DerElement | undefined): Buffer {
  const { content } = expectTag(element, TAG.bitString);
  if (content[0] !== 0) throw new MalformedDer("bits that are not used");
  return content.subarray(1);
}

function elementAt(source: Buffer, offset: number): DerElement {
  const tag = source[offset] ?? 0;
  const first = source[offset + 1] ?? 0xff;
  const count = first < 0x80 ? 0 : first & 0x7f;
  // Tags of several octets, and lengths that are indefinite or of 4 GB and more, occur in nothing that is read here.
  if ((tag & 0x1f) === 0x1f || (first >= 0x80 && (count === 0 || count > 4)))
    throw new MalformedDer("a tag or a length of a kind that is not read");
  const start = offset + 2 + count;
  if (start > source.length) throw new MalformedDer("truncated");
  const size = count === 0 ? first : source.readUIntBE(offset + 2, count);
  // X.690 §10.1: in as few octets as possible.
  if (count > 0 && (size < 0x80 || size < 256 ** (count - 1))) throw new MalformedDer("a length not in DER");
  if (start + size > source.length) throw new MalformedDer("truncated");
  return {
    tag,
    raw: source.subarray(offset, start + size),
    content: source.subarray(start, start + size),
  };
}
