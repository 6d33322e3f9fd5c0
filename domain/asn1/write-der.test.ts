import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  childrenOf,
  expectTag,
  oidOf,
  readDer,
  readWholeDer,
  sequenceOf,
  smallIntegerOf,
  wholeOctetsOf,
} from "./read-der.ts";
import { TAG } from "./tags.ts";
import {
  bitString,
  type Der,
  element,
  enumerated,
  integer,
  namedBits,
  nothing,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  setOfOne,
  tagged,
  taggedBytes,
  utf8String,
  yes,
} from "./write-der.ts";

const hex = (der: Uint8Array) => [...der].map((octet) => octet.toString(16).padStart(2, "0")).join("");
const octets = fc.uint8Array({ maxLength: 300 });

describe("what is written as DER", () => {
  test.each([
    ["a NULL", nothing, "0500"],
    ["TRUE", yes, "0101ff"],
    ["an ENUMERATED", enumerated(5), "0a0105"],
    ["zero", integer(0), "020100"],
    ["an integer whose first bit is set", integer(128), "02020080"],
    ["an integer in hexadecimal, its zeros left out", integer("000100"), "02020100"],
    ["a large integer", integer(2n ** 64n), "0209010000000000000000"],
    ["text in UTF-8", utf8String("Łé"), "0c04c581c3a9"],
    ["printable text", printableString("FR"), "13024652"],
    ["a bit string", bitString(Uint8Array.of(0xaa)), "030200aa"],
    ["named bits, the last of which says how many there are", namedBits(0, 6), "03020182"],
    ["named bits in two octets", namedBits(8), "0303070080"],
    ["an object identifier", oid("1.2.840.113549.1.7.2"), "06092a864886f70d010702"],
    ["an object identifier under 2.40", oid("2.999.3"), "0603883703"],
    [
      "a SET OF in the order of its encodings",
      setOf([integer(2), integer(1), nothing]),
      "3108020101020102" + "0500",
    ],
    ["a SET OF in the place of [1]", setOf([integer(2), integer(1)], 1), "a106020101020102"],
    ["a SET of one", setOfOne(nothing), "31020500"],
    ["a value in [0]", tagged(0, nothing), "a0020500"],
    ["the octets of [6]", taggedBytes(6, Uint8Array.of(1)), "860101"],
  ])("%s", (_, der, expected) => {
    expect(hex(der)).toBe(expected);
  });

  test.each([
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_535, "0482ffff"],
    [65_536, "0483010000"],
    [0x1000000, "048401000000"],
  ])("a content of %d octets has its length in as few octets as possible", (size, start) => {
    const der = octetString(new Uint8Array(size));
    expect(hex(der.subarray(0, start.length / 2))).toBe(start);
    expect(der.length).toBe(start.length / 2 + size);
  });

  test.each([[-1], ["12g4"], [""], [1.5]])("%s is no integer to write", (value) => {
    expect(() => integer(value)).toThrow(RangeError);
  });
});

describe("what is written is read as it was", () => {
  test("any element, with any content", () => {
    const tags = fc.integer({ min: 0, max: 255 }).filter((tag) => (tag & 0x1f) !== 0x1f);
    fc.assert(
      fc.property(tags, fc.array(octets, { maxLength: 4 }), (tag, parts) => {
        const der = element(tag, ...parts);
        const node = readWholeDer(der, tag);
        expect([...node.content]).toEqual(parts.flatMap((part) => [...part]));
        expect(node.raw).toEqual(der);
      }),
    );
  });

  test("lengths around every step of their encoding", () => {
    const sizes = fc
      .constantFrom(0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000)
      .chain((size) => fc.nat(4).map((more) => size - 2 + more));
    fc.assert(
      fc.property(sizes, (size) => {
        expect(readWholeDer(octetString(new Uint8Array(size).fill(7)), TAG.octetString).content).toHaveLength(
          size,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("elements within elements", () => {
    type Tree = Uint8Array | Tree[];
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.uint8Array({ maxLength: 20 }),
        fc.array(tie("tree"), { maxLength: 5 }),
      ),
    }));
    const write = (node: Tree): Der =>
      node instanceof Uint8Array ? octetString(node) : sequence(...node.map(write));
    const read = (der: Uint8Array): Tree => {
      const node = readDer(der);
      return node.tag === TAG.octetString ? node.content : sequenceOf(node).map(({ raw }) => read(raw));
    };
    fc.assert(
      fc.property(tree, (given) => {
        expect(read(write(given))).toEqual(given);
      }),
    );
  });

  test("object identifiers, whatever the size of their arcs", () => {
    const arc = fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 2n ** 128n }));
    const root = fc.oneof(
      fc.tuple(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 39n })),
      fc.tuple(fc.constant(2n), arc),
    );
    fc.assert(
      fc.property(root, fc.array(arc, { maxLength: 2 }), (start, rest) => {
        const dotted = [...start, ...rest].join(".");
        expect(oidOf(readDer(oid(dotted)))).toBe(dotted);
      }),
    );
  });

  test("integers, in every form in which they are given", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
        const { content } = expectTag(readDer(integer(value)), TAG.integer);
        expect(BigInt(`0x${hex(content)}`)).toBe(value);
        // Neither negative nor with a zero too many (X.690 §8.3.2).
        expect((content[0] ?? 0) < 0x80).toBe(true);
        expect(content.length > 1 && content[0] === 0 && (content[1] ?? 0) < 0x80).toBe(false);
        expect(integer(value.toString(16))).toEqual(integer(value));
      }),
    );
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(smallIntegerOf(readDer(integer(value)))).toBe(value);
      }),
    );
  });

  test("bit strings of whole octets, and text", () => {
    fc.assert(
      fc.property(octets, fc.string({ unit: "grapheme" }), (bits, text) => {
        expect(wholeOctetsOf(readDer(bitString(bits)))).toEqual(bits);
        expect(new TextDecoder().decode(readDer(utf8String(text)).content)).toBe(text);
      }),
    );
  });

  test("the elements of a SET OF, in one order however they were given", () => {
    fc.assert(
      fc.property(fc.array(octets.map(octetString), { maxLength: 6 }), (parts) => {
        const set = setOf(parts);
        expect(setOf(parts.toReversed())).toEqual(set);
        const raws = childrenOf(readWholeDer(set, TAG.set)).map(({ raw }) => hex(raw));
        expect(raws).toEqual(parts.map(hex).toSorted());
      }),
    );
  });
});
