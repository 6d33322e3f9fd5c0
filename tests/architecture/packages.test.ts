/**
 * Each package is installed where it runs: a portal whose page is built, on a database and with neighbours of its own,
 * needs the plain dependencies alone (`npm ci --omit=dev --omit=optional`).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesEndingIn, importsOf, packageOf, ROOT, resolved } from "./source-files.ts";

type Manifest = Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>;
const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What runs in production: no tests, nor what only they use. */
const running = new Map(
  filesEndingIn(".ts", ".tsx")
    .filter(({ path }) => !/\.test\.tsx?$|\/test-[^/]+\.ts$|\/testing\.ts$/.test(path))
    .map((file) => [file.path, file]),
);
const under = (...roots: string[]) =>
  [...running.keys()].filter((path) => roots.some((root) => path.startsWith(`${root}/`)));

/** What one file imports for more than its types, before it runs unless `lazy`; fonts and the like are resolved. */
function importedBy(path: string, lazy: boolean): string[] {
  const text = running.get(path)?.text ?? "";
  const inside = [...text.matchAll(/import\.meta\.resolve\([`"]([^`"$]+)/g)].map(([, name = ""]) => name);
  const imports = importsOf(text).filter((it) => !it.typeOnly && (lazy || !it.later));
  return [...imports.map(({ specifier }) => specifier), ...inside];
}

/** These files and all that they load before they run. */
function loadedBy(entries: readonly string[]): Set<string> {
  const seen = new Set(entries);
  for (const path of seen)
    for (const specifier of importedBy(path, false)) {
      const target = resolved(path, specifier);
      if (target && running.has(target)) seen.add(target);
    }
  return seen;
}

const packagesOf = (paths: Iterable<string>, { lazy }: { lazy: boolean }): Set<string> =>
  new Set(
    [...paths]
      .flatMap((path) => importedBy(path, lazy))
      .filter((specifier) => !/^(\.|node:)/.test(specifier))
      .map(packageOf),
  );

const OF_THE_SERVER = ["server", "cli", "domain", "validator"];
/** What `server/main.ts` runs; commands are loaded by their names and a thread by its file: those are entries too. */
const ENTRIES = ["server/start/run-portal.ts", "validator/validation-worker.ts", ...under("cli")];

const fromTheStart = packagesOf(new Set([...loadedBy(ENTRIES), ...under(...OF_THE_SERVER)]), { lazy: false });
const ofTheServer = packagesOf(under(...OF_THE_SERVER), { lazy: true });
const ofTheNeighbours = packagesOf(under("neighbours"), { lazy: true });
const ofThePage = packagesOf(under("web"), { lazy: true });

describe("a package is installed where it runs", () => {
  test("what the portal and its commands load before they run is a plain dependency", () => {
    expect([...fromTheStart].filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
  });

  test("what is loaded only with an embedded neighbour that was asked for is optional", () => {
    const lazy = [...ofTheNeighbours].filter((name) => !fromTheStart.has(name) && !ofTheServer.has(name));
    expect(lazy.filter((name) => !Object.hasOwn(manifest.optionalDependencies, name))).toEqual([]);
  });

  test("what the page alone imports is built into it, and for development", () => {
    const others = new Set([...ofTheServer, ...ofTheNeighbours]);
    const alone = [...ofThePage].filter((name) => !others.has(name));
    expect(alone.filter((name) => !Object.hasOwn(manifest.devDependencies, name))).toEqual([]);
  });

  test("every plain dependency is needed without the embedded neighbours that can be left out", () => {
    const plain = Object.keys(manifest.dependencies);
    expect(plain.filter((name) => !fromTheStart.has(name) && !ofTheServer.has(name))).toEqual([]);
  });

  test("the lock file names no place that packages were once fetched from", () => {
    expect(readFileSync(join(ROOT, "package-lock.json"), "utf8")).not.toContain('"resolved"');
  });
});
