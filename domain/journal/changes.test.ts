/** What the history tells of a modification: old and new values (HISTORY-1, DETAIL-6). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween } from "./changes.ts";

describe("HISTORY-1 old and new values", () => {
  const before = {
    organization: { name: "Dupont & Fils", siren: "434202180" },
    holder: { familyName: "Dupont", address: { city: "Paris" } },
    cnbfNumber: "12345",
  };

  test("nothing changed, nothing told", () => {
    expect(changesBetween(before, structuredClone(before))).toEqual([]);
  });

  test("a field is named by its path", () => {
    const after = { ...before, holder: { familyName: "Durand", address: { city: "Lyon" } } };
    expect(changesBetween(before, after)).toEqual([
      { field: "holder.familyName", from: "Dupont", to: "Durand" },
      { field: "holder.address.city", from: "Paris", to: "Lyon" },
    ]);
  });

  test("what is added has no old value, what is removed no new one", () => {
    const { cnbfNumber, ...without } = before;
    expect(changesBetween(before, { ...without, legalRepresentative: { familyName: "Petit" } })).toEqual([
      { field: "cnbfNumber", from: cnbfNumber, to: null },
      { field: "legalRepresentative.familyName", from: null, to: "Petit" },
    ]);
  });

  test("undefined, null and absent are the same", () => {
    expect(changesBetween({ a: undefined, b: null }, {})).toEqual([]);
  });

  test("going back tells the same fields the other way round", () => {
    const values = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.string(), fc.dictionary(fc.constantFrom("x", "y"), fc.string())),
    );
    const byField = (a: { field: string }, b: { field: string }) => (a.field < b.field ? -1 : 1);
    fc.assert(
      fc.property(values, values, (one, other) => {
        const back = changesBetween(other, one).map(({ field, from, to }) => ({ field, from: to, to: from }));
        expect(back.toSorted(byField)).toEqual(changesBetween(one, other).toSorted(byField));
      }),
    );
  });
});
