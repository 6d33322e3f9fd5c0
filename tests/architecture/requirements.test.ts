/** Every requirement is shown in a real browser, by a test whose title names it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRequirements, readTitles } from "../../tools/spec.ts";
import { filesEndingIn, ROOT } from "./source-files.ts";

test("each requirement has a browser test whose title names it", () => {
  const requirements = readRequirements(readFileSync(join(ROOT, "docs/requirements.md"), "utf8"));
  expect(requirements.length).toBeGreaterThan(40);
  const titles = filesEndingIn(".spec.ts")
    .filter(({ path }) => path.startsWith("tests/e2e/"))
    .flatMap(({ path, text }) => readTitles(path, text));
  const named = new Set(titles.flatMap(({ text }) => text.match(/\b[A-Z]+-\d+\b/g) ?? []));
  expect(requirements.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
});
