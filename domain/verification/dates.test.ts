/** Dates of the pieces beside the days that they are compared with. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reference } from "./check.ts";
import { addMonths, addYears, dayBefore, dayInParis, wholeMonthsBetween } from "./day.ts";
import { type IdentityDocumentDates, identityValidity, monthOfIssue } from "./identity-validity.ts";
import { organizationProof } from "./organization-proof.ts";
import { dayOfSubmission, dayOfVerification, type OrderTimes } from "./reference-day.ts";

const at = (on: string, of: Reference["of"] = "submission"): Reference => ({ on, of });

describe("days of the calendar", () => {
  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
  ])("%s and %i months is %s", (day, months, later) => {
    expect(addMonths(day, months)).toBe(later);
  });

  test("the day before the first of March depends on the year", () => {
    expect(dayBefore("2024-03-01")).toBe("2024-02-29");
    expect(dayBefore("2026-03-01")).toBe("2026-02-28");
    expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
  });

  test("an instant belongs to the day that it is in Paris", () => {
    expect(dayInParis(new Date("2026-06-30T22:30:00Z"))).toBe("2026-07-01");
  });

  test("whole months between two days are those that can be added without passing the second", () => {
    const day = fc
      .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.nat(500), (from, days) => {
        const to = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
        const months = wholeMonthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });
});

describe("DETAIL-4 the proof of the organization", () => {
  test.each([
    ["2026-09-12", "2026-11-25", "proofRecent", 2],
    ["2026-11-25", "2026-11-25", "proofRecent", 0],
    ["2026-08-26", "2026-11-25", "proofRecent", 2],
    ["2026-08-25", "2026-11-25", "proofTooOld", 3],
    ["2025-11-25", "2026-11-25", "proofTooOld", 12],
    // Three months after the end of November end with February.
    ["2026-11-30", "2027-02-27", "proofRecent", 2],
    ["2026-11-30", "2027-02-28", "proofTooOld", 3],
  ])("of %s, sent on %s: %s, %i whole months", (issuedOn, on, code, months) => {
    expect(organizationProof(issuedOn, at(on))).toEqual({ code, issuedOn, reference: at(on), months });
  });

  test("without a date, or of a later one, is neither recent nor old", () => {
    expect(organizationProof(null, at("2026-11-25")).code).toBe("proofDateMissing");
    expect(organizationProof("2026-11-26", at("2026-11-25")).code).toBe("proofIssuedAfter");
  });
});

describe("DETAIL-4 the day of reference", () => {
  const now = new Date("2026-11-25T09:00:00Z");
  const order: OrderTimes = {
    process: "digital",
    status: "toVerify",
    createdAt: new Date("2026-10-01T09:00:00Z"),
    submittedAt: new Date("2026-10-05T09:00:00Z"),
  };

  test("of a proof is when the order was sent; a paper order is never sent, one with the subscriber not yet", () => {
    expect(dayOfSubmission(order, now)).toEqual(at("2026-10-05"));
    const { submittedAt: _, ...unsent } = order;
    expect(dayOfSubmission({ ...unsent, submittedAt: undefined }, now)).toEqual(at("2026-11-25", "today"));
    const paper = { ...unsent, submittedAt: undefined, process: "paper" as const };
    expect(dayOfSubmission(paper, now)).toEqual(at("2026-10-01", "creation"));
  });

  test("of an identity document is today while pieces are verified, then the day of submission", () => {
    expect(dayOfVerification(order, now)).toEqual(at("2026-11-25", "today"));
    expect(dayOfVerification({ ...order, status: "delivered" }, now)).toEqual(at("2026-10-05"));
  });
});

describe("DETAIL-4 the identity document", () => {
  const CARD: IdentityDocumentDates = {
    type: "nationalIdentityCard",
    number: "120375012345",
    issuedOn: null,
    expiresOn: null,
  };
  const PASSPORT = { ...CARD, type: "passport", number: "19AB12345" } as const;
  const NEW_CARD = { ...CARD, number: "X4RTBPFW4" };
  const on = at("2026-11-25", "today");

  test.each<[string, IdentityDocumentDates, string, string, string]>([
    ["a passport, as printed", { ...PASSPORT, expiresOn: "2029-04-05" }, "Valid", "2029-04-05", "printed"],
    [
      "a passport on its last day",
      { ...PASSPORT, expiresOn: "2026-11-25" },
      "Valid",
      "2026-11-25",
      "printed",
    ],
    [
      "a passport the day after",
      { ...PASSPORT, expiresOn: "2026-11-24" },
      "Expired",
      "2026-11-24",
      "printed",
    ],
    [
      "a card of 2012 that prints 2022: five years more",
      { ...CARD, issuedOn: "2012-03-12", expiresOn: "2022-03-11" },
      "Valid",
      "2027-03-11",
      "extended",
    ],
    [
      "the same, its issue read in its number",
      { ...CARD, expiresOn: "2022-03-11" },
      "Valid",
      "2027-03-11",
      "extended",
    ],
    [
      "a card of 2010: five years more are over",
      { ...CARD, number: "100375012345", expiresOn: "2020-03-11" },
      "Expired",
      "2025-03-11",
      "extended",
    ],
    [
      "a card of the last day of 2013",
      { ...CARD, number: "131275012345", issuedOn: "2013-12-31", expiresOn: "2023-12-30" },
      "Valid",
      "2028-12-30",
      "extended",
    ],
    [
      "a card of 2014 that prints fifteen years: no more",
      { ...CARD, number: "140175012345", issuedOn: "2014-01-01", expiresOn: "2028-12-31" },
      "Valid",
      "2028-12-31",
      "printed",
    ],
    [
      "a card of 2003: not extended",
      { ...CARD, number: "031275012345", issuedOn: "2003-12-31", expiresOn: "2013-12-30" },
      "Expired",
      "2013-12-30",
      "printed",
    ],
    [
      "a card of 2012 on which fifteen years already stand: not extended twice",
      { ...CARD, expiresOn: "2027-03-11" },
      "Valid",
      "2027-03-11",
      "printed",
    ],
    [
      "a card of a minor: not extended",
      { ...CARD, expiresOn: "2022-03-11", birthDate: "1996-05-01" },
      "Expired",
      "2022-03-11",
      "printed",
    ],
    [
      "a card of 2021 or a foreign one: not extended",
      { ...NEW_CARD, issuedOn: "2012-03-12", expiresOn: "2022-03-11" },
      "Expired",
      "2022-03-11",
      "printed",
    ],
    ["a card with its issue alone", { ...CARD, issuedOn: "2012-03-12" }, "Valid", "2027-03-11", "issueDate"],
    ["a card with its number alone", CARD, "Valid", "2027-02-28", "issueMonth"],
    [
      "an older one with its number alone",
      { ...CARD, number: "110375012345" },
      "Expired",
      "2026-03-30",
      "issueMonth",
    ],
    [
      "one of before 2004, for ten years",
      { ...CARD, number: "990375012345" },
      "Expired",
      "2009-03-30",
      "issueMonth",
    ],
  ])("%s", (_what, document, found, validUntil, basis) => {
    expect(identityValidity(document, on)).toEqual({
      code: `identityDocument${found}`,
      validUntil,
      basis,
      reference: on,
    });
  });

  test("of which nothing tells the end is undetermined, and so is a card in its last month", () => {
    expect(identityValidity(PASSPORT, on).code).toBe("identityExpiryUnknown");
    expect(identityValidity({ ...NEW_CARD, issuedOn: "2022-01-01" }, on).code).toBe("identityExpiryUnknown");
    expect(identityValidity({ ...CARD, number: "111175012345" }, on).code).toBe("identityDocumentEnding");
  });

  test("only twelve digits with a month say when a card was issued", () => {
    expect(monthOfIssue("120375012345")).toBe("2012-03-01");
    expect(monthOfIssue("921275012345")).toBe("1992-12-01");
    for (const other of ["121375012345", "12037501234", "X4RTBPFW4", ""])
      expect(monthOfIssue(other)).toBeUndefined();
  });
});
