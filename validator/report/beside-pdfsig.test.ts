/**
 * The table beside what poppler's `pdfsig` says of the same files (DETAIL-5): each signature by its field, its digest and
 * value only, since poppler takes its trust anchors from a database of its own.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignatureReport } from "../../domain/signatures/signature-report.ts";
import { allCases } from "../../tests/builders/forge/cases.ts";
import { judge } from "../../tests/builders/forge/judge.ts";

const run = promisify(execFile);
const isInstalled = await run("pdfsig", ["-v"]).then(
  () => true,
  () => false,
);
/** A hostile file may keep it busy for ever: no answer then. */
const TIME_LIMIT_MS = 10_000;
const AT_ONCE = 2;

/** What pdfsig calls right, and this validator does not find intact, with the reason. */
const LAXER: Record<string, string> = {
  "a key of 1024 bits": "it accepts any size of key",
  "a digest by SHA-1": "it accepts SHA-1",
  "two values of one attribute": "it takes the first value",
  "two signers in one signature": "it takes the first signer",
  "another content type": "it does not read which type was signed",
  "another content type among the attributes": "the same",
  "no content type": "the same",
  "the content type twice": "the same",
  "a length that is not the shortest": "it reads BER as well as DER",
  "eleven time-stamps": "it does not look at them",
  "forty-two certificates": "it has no limit, and passes over those that are none",
  "bytes after the signature": "it passes over them",
  "a form that loses its field": "it finds signatures by the pages, not by the form alone",
  "a copy of the signature beside another content": "it does not ask where in the file the value stands",
  "a copy of the signature with another reason": "the same, and shows the other reason",
  "a copy of the signature with another name": "the same, and shows the other name",
  "a signature wrapped around another content": "the same: the range leaves out more than the value",
};

type Answer = { field: string; isStamp: boolean; coversAll: boolean; validation: string };

/** What it prints of a kind of signature that it cannot verify: a time-stamp over the document. */
const STAMP = /- Signature Type: (?:unknown|.*RFC3161)/;

/** What it says of each signature; undefined when it gives no answer at all. */
async function ask(file: string): Promise<Answer[] | undefined> {
  const settings = { timeout: TIME_LIMIT_MS, env: { ...process.env, LC_ALL: "C" } };
  const said = await run("pdfsig", ["-nocert", file], settings).catch(() => undefined);
  return said?.stdout.split(/^Signature #/m).flatMap((text) => {
    const validation = /- Signature Validation: (.*)/.exec(text)?.[1];
    if (validation === undefined) return [];
    const field = /- Signature Field Name: (.*)/.exec(text)?.[1] ?? "";
    const [isStamp, coversAll] = [STAMP.test(text), text.includes("- Total document signed")];
    return [{ field, isStamp, coversAll, validation }];
  });
}

type Compared = { name: string; ours: SignatureReport; theirs: Answer[] };

/** The cases of which pdfsig says something, two processes at a time. */
async function compare(folder: string): Promise<Compared[]> {
  const waiting = [...allCases().entries()];
  const compared: Compared[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, each] = next;
      const file = join(folder, `${index}.pdf`);
      await writeFile(file, each.pdf);
      const theirs = await ask(file);
      if (theirs) compared.push({ name: each.name, ours: judge(each), theirs });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return compared;
}

const holds = ({ validation }: Answer) => validation.startsWith("Signature is Valid");
const nameOf = ({ name }: Compared) => name;

describe.skipIf(!isInstalled)(
  "DETAIL-5 the table beside pdfsig (skipped where poppler is not installed)",
  () => {
    let folder: string;
    let compared: Compared[];
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "pdfsig-"));
      compared = await compare(folder);
    }, 60_000);
    afterAll(() => rm(folder, { recursive: true }));

    /** Both have the signature of a field, by name. */
    const pairs = () =>
      compared.flatMap(({ name, ours, theirs }) =>
        ours.signatures.flatMap((signature) => {
          const named = theirs.filter(({ field }) => field === signature.field);
          return named.map((answer) => ({ name, signature, answer }));
        }),
      );

    test("it answers for nearly all of the files", () => {
      expect(compared.length).toBeGreaterThan(150);
      expect(pairs().length).toBeGreaterThan(170);
    });

    test("where it says that a signature does not verify, no file passes", () => {
      // It has no means to verify time-stamps over the document, and says so.
      const refused = compared.filter(({ theirs }) => theirs.some((each) => !each.isStamp && !holds(each)));
      expect(refused.filter(({ ours }) => ours.indication === "TOTAL-PASSED").map(nameOf)).toEqual([]);
      expect(refused.length).toBeGreaterThan(30);
    });

    test("where digest and value hold here, it says so too", () => {
      const wrong = pairs().filter(({ signature, answer }) => signature.intact && !holds(answer));
      expect(wrong.map(({ name }) => name)).toEqual([]);
    });

    test("where it says that they hold, they do here, but for the files for which it is known to be laxer", () => {
      const found = compared.filter(({ ours, theirs }) =>
        theirs.some((answer) => {
          const signature = ours.signatures.find(({ field }) => field === answer.field);
          return holds(answer) && !signature?.intact && ours.messages[0]?.code !== "UNREADABLE_PDF";
        }),
      );
      expect(found.map(nameOf).filter((name) => !(name in LAXER))).toEqual([]);
      const names = allCases().map(({ name }) => name);
      expect(Object.keys(LAXER).filter((name) => !names.includes(name))).toEqual([]);
      const passed = found.filter(({ ours }) => ours.indication === "TOTAL-PASSED");
      expect(passed.map(nameOf)).toEqual([]);
    });

    test("of a signature that holds, both say alike whether it covers the whole file", () => {
      const differing = pairs().filter(
        ({ signature, answer }) => signature.intact && signature.coversWholeFile !== answer.coversAll,
      );
      expect(differing.map(({ name }) => name)).toEqual([]);
    });
  },
);
