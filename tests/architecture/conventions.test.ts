/** What the project does not do, held by reading its text (CONTRIBUTING.md). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../../web/app/catalogue.en.ts";
import { fr } from "../../web/app/catalogue.fr.ts";
import { codeOnly, filesEndingIn, ROOT, type SourceFile, withoutComments } from "./source-files.ts";

const MAX_LINES = 300;
const GENERATED = new Set(["server/platform/database-types.generated.ts"]);
/** This folder names what it forbids. */
const source = filesEndingIn(".ts", ".tsx").filter((file) => !file.path.startsWith("tests/architecture/"));
const under = (...folders: string[]) =>
  source.filter((file) => folders.some((folder) => file.path.startsWith(`${folder}/`)));

/** Where a pattern occurs, as `path:line text`. */
function occurrences(
  files: SourceFile[],
  pattern: RegExp,
  view: (text: string) => string = codeOnly,
): string[] {
  return files.flatMap((file) => {
    const lines = view(file.text).split("\n");
    return lines.flatMap((line, i) => (pattern.test(line) ? [`${file.path}:${i + 1} ${line.trim()}`] : []));
  });
}

describe("conventions of the code", () => {
  test("only commands write to the console: the server logs", () => {
    const places = source.filter((file) => !/^(cli|tools|bench)\//.test(file.path));
    expect(occurrences(places, /\bconsole\.\w/)).toEqual([]);
  });

  test("nothing is of type any", () => {
    // The bodies of answers, in builders alone: an assertion on a wrong shape fails by itself.
    const files = source.filter((file) => !file.path.startsWith("tests/builders/"));
    expect(occurrences(files, /(:|\bas|<|\|)\s*any\b(?!\s*:)/)).toEqual([]);
  });

  test("the compiler is never silenced", () => {
    expect(occurrences(source, /@ts-(ignore|nocheck|expect-error)/, (text) => text)).toEqual([]);
  });

  test("no test is left out or runs alone", () => {
    expect(occurrences(source, /\b(test|it|describe)(\.\w+)*\.(skip|only|todo)\b/)).toEqual([]);
  });

  test("the time comes from the clock, so that it can be set", () => {
    /** Who may ask the system, and why. */
    const allowed: Record<string, string> = {
      "server/platform/clock.ts": "it is the clock",
      "server/demonstration/fill-demonstration.ts":
        "the demonstration's past is counted back from the real present",
    };
    const found = occurrences(
      under("domain", "validator", "server").filter((file) => !/\.test\.ts$/.test(file.path)),
      /\bnew Date\(\)|\bDate\.now\(\)/,
    );
    expect(found.filter((place) => !Object.hasOwn(allowed, place.split(":")[0] ?? ""))).toEqual([]);
  });

  test("the browser takes every address of the API from its contract", () => {
    expect(occurrences(under("web"), /["'`]\/(api|intake)\//, withoutComments)).toEqual([]);
  });

  test("no component carries its own styles as text", () => {
    expect(occurrences(under("web"), /dangerouslySetInnerHTML|<style\b/)).toEqual([]);
  });
});

describe("conventions of the files", () => {
  test(`every file has fewer than ${MAX_LINES} lines`, () => {
    const all = filesEndingIn(".ts", ".tsx", ".css").filter((file) => !GENERATED.has(file.path));
    const long = all.map((file) => ({ path: file.path, lines: file.text.split("\n").length - 1 }));
    expect(long.filter(({ lines }) => lines >= MAX_LINES)).toEqual([]);
  });

  test("a process is composed by functions that are read at one look: 60 lines at most", () => {
    const long = under("server/compose").flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?(?:async )?function (\w+)[\s\S]*?\n}$/gm)]
        .filter(([body]) => body.split("\n").length > 60)
        .map(([, name]) => `${path} ${name}`),
    );
    expect(long).toEqual([]);
  });

  test("every migration is numbered without a gap and says why it is there", () => {
    const names = readdirSync(join(ROOT, "migrations")).toSorted();
    expect(names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]))).toEqual(
      names.map((_, i) => i + 1),
    );
    const silent = names.filter(
      (name) => !/^-- Why: \S/.test(readFileSync(join(ROOT, "migrations", name), "utf8")),
    );
    expect(silent).toEqual([]);
  });

  test("every decision record says its context, its decision and what follows", () => {
    const folder = join(ROOT, "docs/decisions");
    const incomplete = readdirSync(folder).filter((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return (
        !/^\d{4}-[a-z0-9-]+\.md$/.test(name) ||
        !/## Context[\s\S]*## Decision[\s\S]*## Consequences/.test(text)
      );
    });
    expect(incomplete).toEqual([]);
  });
});

describe("the catalogues of texts", () => {
  /** Paths of all texts; the plural forms of one text count once, since languages have different ones. */
  function keysOf(catalogue: object, prefix = ""): string[] {
    const keys = Object.entries(catalogue).flatMap(([name, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? keysOf(value, `${prefix}${name}.`)
        : [`${prefix}${name.replace(/_(zero|one|two|few|many|other)$/, "")}`],
    );
    return [...new Set(keys)].toSorted();
  }

  /** The names that a text leaves open, such as `{{number}}`. */
  function openNames(catalogue: object, prefix = ""): Record<string, string> {
    const entries = Object.entries(catalogue).flatMap(
      ([name, value]: [string, unknown]): [string, string][] => {
        const path = `${prefix}${name}`;
        if (typeof value === "object" && value !== null) return Object.entries(openNames(value, `${path}.`));
        const names = [...String(value).matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? "");
        return names.length > 0 ? [[path, [...new Set(names)].toSorted().join(" ")]] : [];
      },
    );
    return Object.fromEntries(entries);
  }

  test("every language has the same keys", () => {
    expect(keysOf(en)).toEqual(keysOf(fr));
  });

  test("a text leaves the same names open in every language", () => {
    const french = openNames(fr);
    const english = openNames(en);
    const both = Object.keys(french).filter((key) => Object.hasOwn(english, key));
    expect(both.filter((key) => french[key] !== english[key])).toEqual([]);
  });

  test("no text is empty", () => {
    const empty = (catalogue: object): boolean =>
      Object.values(catalogue).some((value: unknown) =>
        typeof value === "object" && value !== null ? empty(value) : String(value).trim() === "",
      );
    expect(empty(fr)).toBe(false);
    expect(empty(en)).toBe(false);
  });
});
