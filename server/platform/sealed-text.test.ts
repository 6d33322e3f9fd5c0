import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOfCode, openUnder, seal, sealUnder, unseal } from "./sealed-text.ts";

const SECRET = "a secret of thirty-two characters";
const SALT = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");

describe("what was sealed before opens for ever", () => {
  test("a text under a secret, as ledgers keep it", () => {
    const kept = "9Q8Gse3yxULnIrl1XXj_YInVFv1GZx6avTw44fmxSLOLRyZXv8ZpISsx1YKgjuqYQFY6AQ";
    expect(unseal(kept, SECRET)).toBe("Un secret de l'autorité");
  });

  test("a password under a code, as the database keeps it", async () => {
    const kept = Buffer.from(
      "9990b755e052b371f72d3deefe66aef1a060324442889e3f8f05e714192398a93f619409d22fb48778bae5309700e4715c",
      "hex",
    );
    expect(openUnder(await keyOfCode("ABCD2345EFGH", SALT), kept)).toBe("Mot-de-passe_été-42");
  });
});

describe("a sealed text", () => {
  test("opens as it was, and is never sealed twice alike", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sealed = seal(text, SECRET);
        expect(unseal(sealed, SECRET)).toBe(text);
        expect(seal(text, SECRET)).not.toBe(sealed);
      }),
    );
  });

  test("does not open under another secret, code or salt", async () => {
    expect(() => unseal(seal("text", SECRET), `${SECRET}.`)).toThrow();
    const sealed = sealUnder(await keyOfCode("ABCD2345EFGH", SALT), "text");
    const [code, salt] = [keyOfCode("ABCD2345EFGJ", SALT), keyOfCode("ABCD2345EFGH", Buffer.alloc(16))];
    for (const key of [await code, await salt]) expect(() => openUnder(key, sealed)).toThrow();
  });

  test("does not open when a byte of it is another, or the end is cut off", () => {
    const key = Buffer.alloc(32, 7);
    const sealed = sealUnder(key, "a text");
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(() => openUnder(key, changed)).toThrow();
        expect(() => openUnder(key, sealed.subarray(0, at))).toThrow();
      }),
    );
  });
});
