import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Malformed } from "./malformed.ts";
import {
  childrenOf,
  type DerNode,
  expectTag,
  oidOf,
  readDer,
  readWholeDer,
  sequenceOf,
  smallIntegerOf,
  wholeOctetsOf,
} from "./read-der.ts";
import { TAG } from "./tags.ts";
import { element } from "./write-der.ts";

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
const read = (hex: string) => readDer(bytes(hex));

/** Of random bytes hardly any are DER: these hold lengths and tags that occur. */
const almostDer = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc
    .array(fc.constantFrom(0, 1, 2, 3, 5, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0xa0, 0xff), { maxLength: 40 })
    .map((octets) => Uint8Array.from(octets)),
);

describe("the reader of DER", () => {
  test("reads an element from its tag to its end, and the bytes that follow are not its own", () => {
    const { tag, content, raw } = read("0403aabbcc0500");
    expect({ tag, content, raw }).toEqual({
      tag: TAG.octetString,
      content: bytes("aabbcc"),
      raw: bytes("0403aabbcc"),
    });
  });

  test("copies nothing: what it gives are views of what it was given", () => {
    const given = bytes("30030201ff");
    expect(sequenceOf(readDer(given))[0]?.content.buffer).toBe(given.buffer);
  });

  test.each([
    ["nothing at all", "", "truncated DER"],
    ["a tag alone", "30", "truncated DER"],
    ["a length that is cut off", "3082", "truncated DER"],
    ["a length that is indefinite", "3080020101", "indefinite or oversized DER length"],
    ["a length in more octets than it needs", "308103020101", "DER length is not minimal"],
    ["a length that begins with a zero", `30820080${"00".repeat(128)}`, "DER length is not minimal"],
    ["a length that reaches beyond the end", "3004020101", "DER element longer than its container"],
    ["a length of four gigabytes", "3084ffffffff020101", "DER element longer than its container"],
    ["a length in five octets", "30850000000001ff", "indefinite or oversized DER length"],
    ["a tag of several octets", "1f8101020101", "multi-byte DER tag"],
  ])("%s is not DER", (_, hex, reason) => {
    expect(() => read(hex)).toThrow(new Malformed(reason));
  });

  test("whatever bytes it is given, it reads all of them as they are or says that they are malformed", () => {
    const walk = (node: DerNode): number =>
      (node.tag & 0x20) === 0 ? 1 : childrenOf(node).reduce((sum, child) => sum + walk(child), 1);
    let isRead = 0;
    fc.assert(
      fc.property(almostDer, (input) => {
        try {
          const node = readDer(input);
          expect(node.raw).toEqual(input.subarray(0, node.raw.length));
          expect(element(node.tag, node.content)).toEqual(node.raw);
          walk(node);
          isRead++;
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(isRead).toBeGreaterThan(100);
  });

  test("a whole element has nothing behind it, and the tag that is expected", () => {
    expect(readWholeDer(bytes("020101"), TAG.integer).content).toEqual(bytes("01"));
    expect(() => readWholeDer(bytes("02010100"), TAG.integer)).toThrow("bytes after a DER element");
    expect(() => readWholeDer(bytes("020101"), TAG.oid)).toThrow("DER tag 6 expected, found 2");
  });

  test("an element that is missing is told apart from another one", () => {
    expect(() => expectTag(undefined, TAG.set)).toThrow("DER tag 49 expected, found nothing");
    expect(() => sequenceOf(undefined)).toThrow(Malformed);
  });

  test.each([
    ["empty", "0600", "empty or oversized OID"],
    ["of 65 octets", `0641${"01".repeat(65)}`, "empty or oversized OID"],
    ["cut off within an arc", "06022a86", "truncated OID"],
    ["with an arc that begins with a zero", "06032a8001", "OID arc is not minimal"],
  ])("an object identifier %s is refused", (_, hex, reason) => {
    expect(() => oidOf(read(hex))).toThrow(new Malformed(reason));
  });

  test.each([
    ["00", 0],
    ["7f", 127],
    ["0080", 128],
    ["7fffffff", 2 ** 31 - 1],
  ])("an integer of the octets %s is %d", (hex, value) => {
    expect(smallIntegerOf(readDer(element(TAG.integer, bytes(hex))))).toBe(value);
  });

  test.each(["", "80", "ff", "0080000000"])("an integer of the octets “%s” is out of range", (hex) => {
    const node = readDer(element(TAG.integer, bytes(hex)));
    expect(() => smallIntegerOf(node)).toThrow("integer out of range");
  });

  test("a bit string is read as octets only if all its bits are used", () => {
    expect(wholeOctetsOf(read("030300aabb"))).toEqual(bytes("aabb"));
    expect(() => wholeOctetsOf(read("030303aab8"))).toThrow("bits that are not used");
    expect(() => wholeOctetsOf(read("0300"))).toThrow("truncated DER");
  });
});
