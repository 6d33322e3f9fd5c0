import { describe, expect, test } from "vitest";
import {
  dayBefore,
  formatDateTime,
  formatDay,
  formatPhone,
  formatSiren,
  formatSirenWithScheme,
  toDay,
  toE164,
} from "./format.ts";

describe("times", () => {
  test("are those of Paris, in summer and in winter", () => {
    expect(formatDateTime("2025-05-12T13:42:00Z")).toBe("12/05/2025 - 15:42");
    expect(formatDateTime("2025-12-31T23:30:00Z")).toBe("01/01/2026 - 00:30");
  });

  test("a day in the address is shown the French way", () => {
    expect(formatDay("2025-05-12")).toBe("12/05/2025");
  });

  test("a day typed as people do becomes one of the calendar; what is none is left for the check to refuse", () => {
    for (const typed of ["12/05/2025", "12 05 2025", "12.5.2025", " 12-05-2025 ", "12052025"])
      expect(toDay(typed)).toBe("2025-05-12");
    for (const typed of ["2025-05-12", "12/05/25", "hier", ""]) expect(toDay(typed)).toBe(typed);
  });

  test("thirty days ago is counted from the day it is in Paris", () => {
    expect(dayBefore(30, new Date("2025-05-31T22:30:00Z"))).toBe("2025-05-02");
  });
});

describe("numbers", () => {
  test("a SIREN is grouped by three, or follows its scheme", () => {
    expect(formatSiren("434202180")).toBe("434 202 180");
    expect(formatSirenWithScheme("434202180")).toBe("0002 434202180");
  });

  test("a French phone is shown nationally, another as it is", () => {
    expect(formatPhone("+33608080808")).toBe("06 08 08 08 08");
    expect(formatPhone("+4930123456")).toBe("+4930123456");
  });

  test("a phone typed as people do becomes E.164", () => {
    for (const typed of ["06 08 08 08 08", "06.08.08.08.08", "+33 6 08 08 08 08", "0033 608080808"])
      expect(toE164(typed)).toBe("+33608080808");
  });

  test("what is not a phone is left for the check to refuse", () => {
    expect(toE164("06 12")).toBe("0612");
  });
});
