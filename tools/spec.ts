/**
 * `npm run spec`: every requirement of docs/requirements.md with the tests that show it, and those without any.
 * `--check` fails when the title of a test names an identifier that does not exist, or a requirement is listed twice.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["domain", "validator", "server", "web", "neighbours", "cli", "tools", "tests"];
const IDENTIFIER = /\b(?:[A-Z]{4,}|OPS)-\d+\b/g;

export type Requirement = { id: string; text: string };
export type Title = { file: string; line: number; text: string };

/** The requirements of the page: lines that begin with `- **ID**`. */
export function readRequirements(page: string): Requirement[] {
  const found = page.matchAll(/^- \*\*([A-Z]+-\d+)\*\*([\s\S]*?)(?=\n\n|\n- |\n#|$(?![\s\S]))/gm);
  return [...found].map(([, id = "", text = ""]) => ({
    id,
    text: text.replaceAll("**", "").replaceAll(/\s+/g, " ").trim(),
  }));
}

const CALL = /\b(?:describe|test|it)(?:\.\w+)?\b/g;
const STRING = /"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`/y;

/**
 * The titles of `test`, `it` and `describe`, also of their `.each` forms: the first string after the call's own
 * opening parenthesis, which for `.each(table)(title)` is the second pair.
 */
export function readTitles(file: string, code: string): Title[] {
  return [...code.matchAll(CALL)].flatMap((call) => {
    let at = skipSpace(code, call.index + call[0].length);
    if (/\.(each|for|skipIf|runIf)$/.test(call[0])) at = skipSpace(code, afterGroup(code, at));
    if (code[at] !== "(") return [];
    STRING.lastIndex = skipSpace(code, at + 1);
    const title = STRING.exec(code);
    if (!title) return [];
    const line = code.slice(0, call.index).split("\n").length;
    return [{ file, line, text: title[1] ?? title[2] ?? title[3] ?? "" }];
  });
}

function skipSpace(code: string, from: number): number {
  let at = from;
  while (/\s/.test(code[at] ?? "")) at += 1;
  return at;
}

/** Where the group of parentheses (or the template) that begins at `from` has ended, strings and all. */
function afterGroup(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    STRING.lastIndex = at;
    const string = STRING.exec(code);
    if (string) {
      at += string[0].length - 1;
      if (depth === 0) return at + 1;
    } else if ("([{".includes(code[at] ?? "")) depth += 1;
    else if (")]}".includes(code[at] ?? "")) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return code.length;
}

function testFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => /\.(test|spec)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  ).toSorted();
}

/** Titles that name an identifier which no requirement has. */
export function unknownIdentifiers(requirements: Requirement[], titles: Title[]): string[] {
  const known = new Set(requirements.map(({ id }) => id));
  const families = new Set([...known].map((id) => id.split("-")[0]));
  return titles.flatMap(({ file, line, text }) =>
    [...text.matchAll(IDENTIFIER)]
      .map(([id]) => id)
      // A title may well say SHA-256: only the families of the page are its business.
      .filter((id) => families.has(id.split("-")[0]) && !known.has(id))
      .map((id) => `${file}:${line} names ${id}, which docs/requirements.md does not have`),
  );
}

function print(requirements: Requirement[], titles: Title[]): void {
  const without: string[] = [];
  for (const { id, text } of requirements) {
    const showing = titles.filter((title) =>
      [...title.text.matchAll(IDENTIFIER)].some(([named]) => named === id),
    );
    if (showing.length === 0) without.push(id);
    console.log(`\n${id}  ${text.length > 90 ? `${text.slice(0, 89)}…` : text}`);
    for (const title of showing) console.log(`    ${title.file}:${title.line}  ${title.text}`);
    if (showing.length === 0) console.log("    (no test shows it yet)");
  }
  console.log(
    `\n${requirements.length - without.length} of ${requirements.length} requirements are shown by a test.`,
  );
  if (without.length > 0) console.log(`Without any: ${without.join(", ")}.`);
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const requirements = readRequirements(readFileSync(join(ROOT, "docs/requirements.md"), "utf8"));
  const titles = testFiles().flatMap((file) => readTitles(relative(ROOT, file), readFileSync(file, "utf8")));
  const ids = requirements.map(({ id }) => id);
  const wrong = [
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `docs/requirements.md has ${id} twice`),
    ...unknownIdentifiers(requirements, titles),
  ];
  if (!values.check) print(requirements, titles);
  for (const line of wrong) console.error(line);
  if (values.check && wrong.length > 0) process.exitCode = 1;
}

if (import.meta.main) main();
