/** The command that reports on signed PDFs, as an auditor runs it: files in, a report and an exit status out. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { runVerifyPdf } from "../../cli/verify-pdf.ts";
import { signatureReportSchema } from "../../domain/signatures/signature-report.ts";
import { signedOnce } from "../builders/forge/case.ts";
import { anchors, lists } from "../builders/forge/people.ts";
import { NOW } from "../builders/forge/pki.ts";

const reportsSchema = z.array(z.object({ file: z.string() }).and(signatureReportSchema));

let folder: string;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portail-verify-pdf-"));
  said = [];
  for (const way of ["log", "error"] as const)
    vi.spyOn(console, way).mockImplementation((text: string) => {
      said.push(text);
    });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function written(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`;

const trust = () => written("ca.pem", anchors.map((der) => pem("CERTIFICATE", der)).join(""));

/** One list in PEM, the other in DER. */
async function evidence(): Promise<string[]> {
  const [first, second] = lists;
  const files = [
    await written("root.crl", pem("X509 CRL", first ?? Buffer.alloc(0))),
    await written("issuing.crl", second ?? Buffer.alloc(0)),
  ];
  return files.flatMap((file) => ["--crl", file]);
}

describe("portail verify-pdf", () => {
  test("DETAIL-5 gives the report of each file as JSON, and 0 when all of them passed", async () => {
    const file = await written("signed.pdf", signedOnce().pdf.bytes);
    const args = [file, "--trust", await trust(), ...(await evidence()), "--json"];
    expect(await runVerifyPdf(args, NOW)).toBe(0);
    const [report, ...others] = reportsSchema.parse(JSON.parse(said.join("")));
    expect(others).toEqual([]);
    expect(report).toMatchObject({ file, indication: "TOTAL-PASSED" });
    expect(report?.signatures).toHaveLength(1);
  });

  test("DETAIL-5 verifies the others where one is absent or no PDF, and says 1", async () => {
    const files = [
      join(folder, "absent.pdf"),
      await written("letter.pdf", "Bonjour"),
      await written("signed.pdf", signedOnce().pdf.bytes),
    ];
    const args = [...files, "--trust", await trust(), ...(await evidence()), "--json"];
    expect(await runVerifyPdf(args, NOW)).toBe(1);
    const reports = reportsSchema.parse(JSON.parse(said.join("")));
    expect(
      reports.map(({ indication, messages }) => [indication, ...messages.map(({ code }) => code)]),
    ).toEqual([["TOTAL-FAILED", "UNREADABLE_FILE"], ["TOTAL-FAILED", "UNREADABLE_PDF"], ["TOTAL-PASSED"]]);
  });

  test("DETAIL-5 validates as of the date that it is given, else as of now", async () => {
    const file = await written("signed.pdf", signedOnce().pdf.bytes);
    const args = [file, "--trust", await trust(), ...(await evidence())];
    const tenYearsOn = new Date(NOW.getTime() + 10 * 365 * 86_400_000);
    expect(await runVerifyPdf(args, tenYearsOn)).toBe(1);
    expect(await runVerifyPdf([...args, "--at", NOW.toISOString()], tenYearsOn)).toBe(0);
    expect(said.at(-2)).toBe(`${file}: TOTAL-PASSED`);
  });

  test.each([
    ["no file", () => Promise.resolve([]), "no file given"],
    ["nobody to trust", async () => [await written("a.pdf", "")], "no --trust given"],
    [
      "a trust that is no certificate",
      async () => [await written("a.pdf", ""), "--trust", await written("b.pem", "nothing")],
      /./,
    ],
    [
      "a list that is none",
      async () => [
        await written("a.pdf", ""),
        "--trust",
        await trust(),
        "--crl",
        await written("c.crl", "0"),
      ],
      "DER",
    ],
    [
      "a date that is none",
      async () => [await written("a.pdf", ""), "--trust", await trust(), "--at", "tomorrow"],
      "--at is not a date",
    ],
  ])("is given %s: it says so and how it is used, and 2", async (_, args, reason) => {
    expect(await runVerifyPdf(await args(), NOW)).toBe(2);
    expect(said[0]).toMatch(reason);
    expect(said[0]).toContain("portail verify-pdf FILE…");
  });
});
