/** Keys of numbers, and the form of addresses and telephone numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOf, findingSchema } from "./check.ts";
import { emailForm, phoneForm } from "./contact.ts";
import { sirenKey } from "./siren-key.ts";

const sirens = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
  .filter((digits) => digits.some(Boolean))
  .map((digits) => digits.join(""))
  .map((start) => start + [..."0123456789"].find((key) => sirenKey(start + key).code === "sirenKeyHolds"));

describe("DETAIL-4 the key of a SIREN", () => {
  test("holds for La Poste's as for any other: its exception concerns SIRETs", () => {
    for (const siren of ["356000000", "434202180"]) expect(sirenKey(siren).code).toBe("sirenKeyHolds");
  });

  test("shows any error of one digit", () => {
    fc.assert(
      fc.property(sirens, fc.nat(8), fc.integer({ min: 1, max: 9 }), (siren, position, shift) => {
        const digits = [...siren].map(Number);
        digits[position] = ((digits[position] ?? 0) + shift) % 10;
        expect(sirenKey(digits.join("")).code).toBe("sirenKeyWrong");
      }),
    );
  });

  test("shows any two neighbours exchanged, but 0 and 9", () => {
    fc.assert(
      fc.property(sirens, fc.nat(7), (siren, position) => {
        const pair = siren.slice(position, position + 2);
        fc.pre(pair[0] !== pair[1] && pair !== "09" && pair !== "90");
        const exchanged = siren.slice(0, position) + pair[1] + pair[0] + siren.slice(position + 2);
        expect(sirenKey(exchanged).code).toBe("sirenKeyWrong");
      }),
    );
  });
});

describe("DETAIL-4 the form of contacts", () => {
  test("an address has one @ and a domain", () => {
    expect(emailForm("a.fleury@example.org").code).toBe("emailWellFormed");
    for (const wrong of ["a.fleury", "a@b", "a b@example.org", "a@@example.org"])
      expect(emailForm(wrong).code, wrong).toBe("emailMalformed");
  });

  test("a telephone is best a mobile, for the one-time code", () => {
    const country = "FR";
    expect(phoneForm({ kind: "mobile", country })).toEqual({ code: "phoneMobile", country });
    expect(phoneForm({ kind: "other", country })).toEqual({ code: "phoneNotMobile", country });
    expect(phoneForm({ kind: "maybeMobile", country: "US" }).code).toBe("phoneMaybeMobile");
    expect(phoneForm({ kind: "unassigned", country }).code).toBe("phoneUnassigned");
    expect(phoneForm({ kind: "none", country: "" })).toEqual({ code: "phoneInvalid" });
  });
});

test("DETAIL-4 every finding stands for a state", () => {
  for (const { shape } of findingSchema.options) {
    const finding = { code: shape.code.value } as Parameters<typeof checkOf>[1];
    expect(checkOf("identityDocument", finding).state, finding.code).toBeDefined();
  }
});
