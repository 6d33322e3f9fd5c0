/**
 * Each package is installed where it runs: a portal with its neighbours outside and its page built needs the plain
 * dependencies alone (`npm ci --omit=dev --omit=optional`).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesEndingIn, importsOf, packageOf, ROOT, type SourceFile } from "./source-files.ts";

type Manifest = Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>;
const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What runs in production: no tests, nor what only they use. */
const running = filesEndingIn(".ts", ".tsx").filter(
  ({ path }) =>
    /^(domain|server|cli|validator|neighbours|web)\//.test(path) &&
    !/\.test\.ts$|\/test-[^/]+\.ts$|\/testing\.ts$/.test(path),
);
const under = (...roots: string[]) =>
  running.filter(({ path }) => roots.some((root) => path.startsWith(`${root}/`)));

/** Packages that these files import for more than their types, and fonts and the like that they find inside packages. */
function packagesOf(files: SourceFile[], which: "static" | "any"): Set<string> {
  const names = files.flatMap(({ text }) => {
    const imported = importsOf(text)
      .filter(({ typeOnly, later }) => !typeOnly && (which === "any" || !later))
      .map(({ specifier }) => specifier);
    const resolvedInside = [...text.matchAll(/import\.meta\.resolve\([`"]([^`"$]+)/g)].map(
      ([, specifier = ""]) => specifier,
    );
    return [...imported, ...resolvedInside];
  });
  return new Set(names.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf));
}

const server = packagesOf(under("server", "cli", "domain", "validator"), "static");
const neighbours = packagesOf(under("neighbours"), "any");
const web = packagesOf(under("web"), "any");
const servers = packagesOf(under("server", "cli", "domain", "validator"), "any");

describe("a package is installed where it runs", () => {
  test("what the server and the commands import from the start is a plain dependency", () => {
    expect([...server].filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
  });

  test("what the embedded neighbours alone import is optional", () => {
    const alone = [...neighbours].filter((name) => !servers.has(name));
    expect(alone.filter((name) => !Object.hasOwn(manifest.optionalDependencies, name))).toEqual([]);
  });

  test("what the browser's side alone imports is built into the page, and for development", () => {
    const alone = [...web].filter((name) => !servers.has(name) && !neighbours.has(name));
    expect(alone.filter((name) => !Object.hasOwn(manifest.devDependencies, name))).toEqual([]);
  });

  test("every plain dependency is imported by the server or the commands", () => {
    expect(Object.keys(manifest.dependencies).filter((name) => !servers.has(name))).toEqual([]);
  });

  test("the lock file names no place that packages were once fetched from", () => {
    expect(readFileSync(join(ROOT, "package-lock.json"), "utf8")).not.toContain('"resolved"');
  });
});
