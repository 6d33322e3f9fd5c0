/** The table is whole: everything that the report can say against a file has a file of which it says that alone (DETAIL-5). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SUB_INDICATIONS } from "../../domain/signatures/signature-report.ts";
import { allCases } from "../../tests/builders/forge/cases.ts";
import { judge } from "../../tests/builders/forge/judge.ts";
import { CHECKS, MESSAGES, TIME_STAMPS } from "./messages.ts";

const judged = allCases().map((each) => ({ ...each, report: judge(each) }));
const checksOf = (index: number) => {
  const each = judged[index];
  return each?.report.signatures[each.of ?? 0]?.checks.filter(({ passed }) => !passed) ?? [];
};
const failures = judged.map((_, index) => checksOf(index));

/** Said where the validation of a file is given up, in a thread or before one. */
const BESIDE_THE_VALIDATOR = ["UNREADABLE_FILE", "LIMIT_REACHED"];
/** Said of each signature whatever its verdict. */
const OF_EVERY_SIGNATURE = ["CLAIMED_TIME", "PROVED_TIME"];

/** Never the reason of a signature's failure. */
const OTHERWISE: Record<string, string> = {
  "a time-stamp token without its content": "the time-stamp is unreadable, which is a kind of its own",
  "too many fields": "a file with fewer fields is refused already when its signatures are looked for",
};

/** The reasons, as constant texts, for which a module refuses. */
function reasonsIn(module: string): string[] {
  const source = readFileSync(new URL(module, import.meta.url), "utf8");
  return [...source.matchAll(/(?:refuse|new Malformed)\("([^"]+)"\)/g)].map(([, reason = ""]) => reason);
}

describe("DETAIL-5 the table of good and bad files is whole", () => {
  test("every name of a case is its own", () => {
    const names = judged.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(Object.keys(CHECKS))("a file fails the check %s and only it", (name) => {
    const alone = failures.filter(([first, ...others], index) => {
      const isQuiet = judged[index]?.report.messages.length === 0;
      return first?.name === name && others.length === 0 && isQuiet;
    });
    expect(alone.length).toBeGreaterThan(0);
  });

  test.each(SUB_INDICATIONS)("a file comes to %s", (subIndication) => {
    expect(judged.some(({ report }) => report.subIndication === subIndication)).toBe(true);
  });

  const ofFiles = Object.keys(MESSAGES).filter(
    (code) => ![...BESIDE_THE_VALIDATOR, ...OF_EVERY_SIGNATURE].includes(code),
  );
  test.each(ofFiles)("a file is told %s and nothing else", (code) => {
    const told = judged.filter(({ report }, index) => {
      const [first, ...others] = report.messages;
      return first?.code === code && others.length === 0 && failures[index]?.length === 0;
    });
    expect(told.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(TIME_STAMPS))("a time-stamp is found to be: %s", (_, { en }) => {
    const stamps = judged.flatMap(({ report }) => report.signatures.flatMap(({ timeStamps }) => timeStamps));
    expect(stamps.some(({ messageEn }) => messageEn === en)).toBe(true);
  });

  const modules = [
    "../pdf/byte-range.ts",
    "../pdf/revisions.ts",
    "../pdf/form-changes.ts",
    "../pdf/increment.ts",
    "../pdf/modification-rights.ts",
    "../cms/cms.ts",
  ];
  const reasons = [...new Set(modules.flatMap(reasonsIn))].filter((reason) => !(reason in OTHERWISE));
  test.each(reasons)("a signature fails for the reason: %s", (reason) => {
    expect(failures.flat().some(({ messageEn }) => messageEn.endsWith(`(${reason})`))).toBe(true);
  });
});
