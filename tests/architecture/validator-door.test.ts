/** The validator's door: what judges signatures can be read, and run, without the portal (docs/decisions/0019). */
import { describe, expect, test } from "vitest";
import { filesEndingIn, importsOf, resolved, withoutComments } from "./source-files.ts";

const DOOR = "validator/index.ts";
const COMMAND = "cli/verify-pdf.ts";
const THREAD = "validator/validation-worker.ts";

const files = new Map(filesEndingIn(".ts", ".tsx").map((file) => [file.path, file.text]));
const ofTheValidator = [...files.keys()].filter((path) => path.startsWith("validator/"));

/** The files that a thread of its own is started with: no import names them. */
function threadsOf(path: string, text: string): string[] {
  const names = [...withoutComments(text).matchAll(/new URL\(\s*"(\.[^"]+\.ts)"/g)];
  return names.flatMap(([, specifier = ""]) => resolved(path, specifier) ?? []);
}

/** The files and packages that run when a file is loaded; with `later`, all that it may come to load. */
function loadedFrom(start: string, { later }: { later: boolean }): Set<string> {
  const found = new Set([start]);
  for (const path of found) {
    const text = files.get(path) ?? "";
    for (const each of importsOf(text))
      if (!each.typeOnly && (later || !each.later))
        found.add(resolved(path, each.specifier) ?? each.specifier);
    if (later) for (const thread of threadsOf(path, text)) found.add(thread);
  }
  return found;
}

describe("the door of the validator", () => {
  test("nobody outside imports anything of the validator but its door", () => {
    const wrong = [...files]
      .filter(([path]) => !path.startsWith("validator/"))
      .flatMap(([path, text]) =>
        importsOf(text)
          .map(({ specifier }) => resolved(path, specifier) ?? "")
          .filter((target) => target.startsWith("validator/") && target !== DOOR)
          .map((target) => `${path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test("nothing inside goes through the door to another room", () => {
    const wrong = ofTheValidator.filter((path) =>
      importsOf(files.get(path) ?? "").some(({ specifier }) => resolved(path, specifier) === DOOR),
    );
    expect(wrong).toEqual([]);
  });

  test("it is light to load: what reads PDFs comes with the thread that does it", () => {
    const atOnce = [...loadedFrom(DOOR, { later: false })];
    expect(atOnce.filter((path) => /^validator\/(pdf|cms)\//.test(path))).toEqual([]);
    expect(loadedFrom(DOOR, { later: true })).toContain("validator/pdf/pdf-file.ts");
  });
});

describe("portail verify-pdf", () => {
  const loaded = [...loadedFrom(COMMAND, { later: true })];

  test("loads the validator and the domain, and neither the portal nor any package", () => {
    const others = loaded.filter((path) => !/^(validator|domain)\/|^node:/.test(path));
    expect(others).toEqual([COMMAND]);
  });

  test("loads them whole: the thread, the reader of PDFs, the revocation lists", () => {
    for (const part of [DOOR, THREAD, "validator/pdf/pdf-file.ts", "validator/revocation/crl.ts"])
      expect(loaded).toContain(part);
  });

  test("would be caught with a package: the shapes of reports, as schemas, bring one", () => {
    expect([...loadedFrom("domain/signatures/signature-report.ts", { later: true })]).toContain("zod");
  });
});
