/** The project's source files and what each imports, read as text: no compiler is needed to hold walls. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = ["domain", "validator", "server", "web", "neighbours", "cli", "tools", "tests", "bench"];

export type Import = {
  specifier: string;
  typeOnly: boolean;
  /** Whether it is loaded only when the program comes to it. */
  later: boolean;
};
export type SourceFile = {
  /** From the repository's root, with `/`. */
  path: string;
  text: string;
};

/** Files under the project's folders, and its root, whose name ends in one of these extensions. */
export function filesEndingIn(...extensions: string[]): SourceFile[] {
  const inFolders = FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const atRoot = readdirSync(ROOT).map((name) => join(ROOT, name));
  return [...inFolders, ...atRoot]
    .filter((file) => extensions.some((extension) => file.endsWith(extension)))
    .map((file) => ({ path: relative(ROOT, file).replaceAll(sep, "/"), text: readFileSync(file, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const STATEMENT = /^(?:import|export)\s+(type\s)?\s*([^;"']*?)\s*from\s+"([^"]+)"/gm;
const SIDE_EFFECT = /^import\s+"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"/g;

/** What a file imports or re-exports. An import of types alone is gone when the program runs. */
export function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(STATEMENT)].map(([, type, names = "", specifier = ""]) => ({
    specifier,
    typeOnly: type !== undefined || onlyTypes(names),
    later: false,
  }));
  const bare = (found: RegExpMatchArray[], later: boolean) =>
    found.map(([, specifier = ""]) => ({ specifier, typeOnly: false, later }));
  return [
    ...statements,
    ...bare([...code.matchAll(SIDE_EFFECT)], false),
    ...bare([...code.matchAll(DYNAMIC)], true),
  ];
}

/** The package that an import names, without the path inside it. */
export function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function onlyTypes(names: string): boolean {
  const list = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  const each = list?.split(",").filter((name) => name.trim() !== "");
  return !!each && each.length > 0 && each.every((name) => name.trim().startsWith("type "));
}

/** The path of the file that a relative import names, or undefined for a package or a Node module. */
export function resolved(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = join(dirname(from), specifier.replace(/\?.*$/, "")).replaceAll(sep, "/");
  return [target, `${target}.ts`, `${target}.tsx`].find(
    (path) => /\.\w+$/.test(path) && existsSync(join(ROOT, path)),
  );
}

const STRING_OR_COMMENT =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The text with its comments blanked out; lines keep their numbers. */
export function withoutComments(text: string): string {
  return text.replace(STRING_OR_COMMENT, (match, string?: string) => string ?? blank(match));
}

/** The text with comments and the insides of strings blanked out. */
export function codeOnly(text: string): string {
  return text.replace(STRING_OR_COMMENT, (match, string?: string) =>
    string ? `"${blank(match.slice(1, -1))}"` : blank(match),
  );
}

const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");
