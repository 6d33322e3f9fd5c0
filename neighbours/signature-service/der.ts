/** Just enough DER (X.690) to write a signature and a certificate request. */

/** One encoding. A length of 128 and more takes as many octets as it needs (§8.1.3.5). */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const octets: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | octets.length, ...octets];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
export const octetString = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const bitString = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));

/** The elements in the order of their encodings, as DER wants (§11.6). */
export function setOf(tag: number, ...parts: Uint8Array[]): Buffer {
  return der(tag, ...parts.toSorted(Buffer.compare));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left % 128));
    return digits;
  });
  return der(0x06, Buffer.from(octets));
}

/** The encodings inside `bytes`, one after the other. Only for what an authority just issued: not a validator. */
export function elements(bytes: Uint8Array): { raw: Uint8Array; content: Uint8Array }[] {
  const found: { raw: Uint8Array; content: Uint8Array }[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const first = bytes[offset + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    const size =
      count === 0 ? first : Buffer.from(bytes.subarray(offset + 2, offset + 2 + count)).readUIntBE(0, count);
    const start = offset + 2 + count;
    if (start + size > bytes.length) throw new Error("truncated DER");
    found.push({ raw: bytes.subarray(offset, start + size), content: bytes.subarray(start, start + size) });
    offset = start + size;
  }
  return found;
}
