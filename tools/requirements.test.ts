/** Every requirement of those who use the portal is shown in a real browser, by a test whose title names it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRequirements, readTitles } from "./spec.ts";

const ROOT = join(import.meta.dirname, "..");
const BROWSER_TESTS = join(ROOT, "tests/e2e");

test("each requirement has a browser test whose title names it", () => {
  const requirements = readRequirements(readFileSync(join(ROOT, "docs/requirements.md"), "utf8"));
  expect(requirements.length).toBeGreaterThan(40);
  const titles = readdirSync(BROWSER_TESTS)
    .filter((name) => name.endsWith(".spec.ts"))
    .flatMap((name) => readTitles(name, readFileSync(join(BROWSER_TESTS, name), "utf8")));
  const named = new Set(titles.flatMap(({ text }) => text.match(/\b[A-Z]+-\d+\b/g) ?? []));
  // How it is run is seen from the machine, not from a page.
  const seen = requirements.map(({ id }) => id).filter((id) => !id.startsWith("OPS-"));
  expect(seen.filter((id) => !named.has(id))).toEqual([]);
});
