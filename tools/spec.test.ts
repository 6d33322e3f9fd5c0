/** The reader of requirements and of the titles of tests. */
import { describe, expect, test } from "vitest";
import { readRequirements, readTitles, unknownIdentifiers } from "./spec.ts";

describe("requirements of the page", () => {
  test("each has its identifier and its text, without what follows", () => {
    const page =
      "## FLOW\n\n- **FLOW-1** One\n  line.\n- **FLOW-2** **+** Two:\n\n| a | b |\n\n## Next\n\n- **LIST-1** Three.\n";
    expect(readRequirements(page)).toEqual([
      { id: "FLOW-1", text: "One line." },
      { id: "FLOW-2", text: "+ Two:" },
      { id: "LIST-1", text: "Three." },
    ]);
  });
});

describe("titles of tests", () => {
  const titles = (code: string) => readTitles("a.test.ts", code).map(({ text }) => text);
  const it = "test";

  test("plain, nested and of each form", () => {
    expect(
      titles(`describe("LIST-1 a", () => {\n  ${it}('b', () => {});\n  it.only(\`c\`, f);\n});`),
    ).toEqual(["LIST-1 a", "b", "c"]);
  });

  test("of a table, whatever the table holds", () => {
    const code = `${it}.each([\n  ["x)", { a: [1, "(]"] }],\n] as const)("FLOW-3 %s", (x) => {});`;
    expect(titles(code)).toEqual(["FLOW-3 %s"]);
    expect(titles(`describe.each(TABLE)(\n  "ROLE-1 $role",\n  f,\n)`)).toEqual(["ROLE-1 $role"]);
  });

  test("not of what only looks alike", () => {
    expect(titles(`latest("no"); pattern.${it}(value); const ${it} = 1;`)).toEqual([]);
  });
});

test("a title may not name a requirement that does not exist, and may name a SHA-256", () => {
  const titles = [
    { file: "a.test.ts", line: 3, text: "FLOW-1 FLOW-9 the SHA-256" },
    { file: "b.test.ts", line: 1, text: "nothing" },
  ];
  expect(unknownIdentifiers([{ id: "FLOW-1", text: "" }], titles)).toEqual([
    "a.test.ts:3 names FLOW-9, which docs/requirements.md does not have",
  ]);
});
