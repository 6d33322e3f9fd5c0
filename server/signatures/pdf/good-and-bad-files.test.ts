/**
 * The validator against files made by the project: each check has a file that fails it, and it alone (DETAIL-5).
 * The names of the checks are those of the report.
 */
import { describe, expect, test } from "vitest";
import { allCases } from "../../../tests/builders/forge/cases.ts";
import { judge } from "../../../tests/builders/forge/judge.ts";

describe("DETAIL-5 a table of good and bad files", () => {
  test.each(allCases())("$name", (each) => {
    const { of = 0, expected } = each;
    const report = judge(each);
    const signature = report.signatures[of];
    const failed = signature?.checks.filter(({ passed }) => !passed).map(({ name }) => name) ?? [];
    expect({
      verdict: [report.indication, report.subIndication].filter(Boolean).join(" "),
      failed,
      level: signature?.level,
      messages: report.messages.map(({ code }) => code),
    }).toEqual({ failed: [], messages: [], level: "B-B", ...expected });
  });
});
