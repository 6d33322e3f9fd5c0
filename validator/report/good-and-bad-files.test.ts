/**
 * The validator against files made by the project: each check has a file that fails it, and it alone (DETAIL-5).
 * The names of the checks are those of the report.
 */
import { describe, expect, test } from "vitest";
import { aCase, PASSED } from "../../tests/builders/forge/case.ts";
import { allCases } from "../../tests/builders/forge/cases.ts";
import { judge } from "../../tests/builders/forge/judge.ts";
import { addSignature, basePdf, FORM, formObject } from "../../tests/builders/forge/pdf.ts";
import { anne, by } from "../../tests/builders/forge/people.ts";

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

describe("DETAIL-5 what two fields of the form name", () => {
  test("is one signature: nobody signs in two roles by signing once", () => {
    const pdf = basePdf();
    const signature = `${pdf.size} 0 R`;
    const twin = `<< /FT /Sig /T (double) /V ${signature} >>`;
    const objects = { [FORM]: formObject([`${pdf.size + 1} 0 R`, "20 0 R"]), 20: twin };
    addSignature(pdf, { sign: by(anne), objects });
    const { indication, signatures } = judge(aCase("twins", pdf, { verdict: PASSED }));
    expect([indication, signatures.length]).toEqual([PASSED, 1]);
  });
});
