/** The cryptographic part of the table beside what `openssl cms` says of the same bytes (DETAIL-5). */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { withOpenssl } from "../../neighbours/certification-authority/test-authority.ts";
import type { Case } from "../../tests/builders/forge/case.ts";
import { allCases } from "../../tests/builders/forge/cases.ts";
import { NOW } from "../../tests/builders/forge/pki.ts";
import { validatePdfSignatures } from "./report.ts";

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openssl-cms-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the first signature covers and holds, as far as its range can be read without judging it. */
function parts(pdf: Buffer): { covered: Buffer; contents: Buffer } | undefined {
  const text = pdf.toString("latin1");
  const range = /\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/.exec(text)?.slice(1).map(Number);
  const [gap = 0, after = 0, length = 0] = range ?? [];
  const hex = /^<([0-9a-f]+)>$/.exec(text.slice(gap, after))?.[1];
  if (!hex || after + length > pdf.length) return undefined;
  const covered = Buffer.concat([pdf.subarray(0, gap), pdf.subarray(after, after + length)]);
  return { covered, contents: Buffer.from(hex, "hex") };
}

/** Whether openssl finds digest and value right; certificates are not looked at. */
async function opensslAccepts(index: number, covered: Buffer, contents: Buffer): Promise<boolean> {
  const [content, signature] = [join(folder, `${index}.bin`), join(folder, `${index}.p7s`)];
  await writeFile(content, covered);
  await writeFile(signature, contents);
  const args = ["-verify", "-noverify", "-inform", "DER", "-in", signature, "-content", content, "-binary"];
  return run("openssl", ["cms", ...args, "-out", "/dev/null"]).then(
    () => true,
    () => false,
  );
}

const CRYPTO = ["messageDigest", "signatureValue"];
/** What openssl accepts and the policy does not, or what it finds by means that the report does not allow. */
const STRICTER = ["cmsStructure", "digestAlgorithm", "signatureAlgorithm", "signingCertificate", "byteRange"];

function intact({ pdf, anchors }: Case) {
  const report = validatePdfSignatures(pdf, { trustAnchors: anchors, at: NOW });
  const checks = report.signatures[0]?.checks ?? [];
  if (checks.some(({ name, passed }) => !passed && STRICTER.includes(name))) return undefined;
  const found = checks.filter(({ name }) => CRYPTO.includes(name));
  return found.length === CRYPTO.length ? found.every(({ passed }) => passed) : undefined;
}

describe("DETAIL-5 the table beside openssl", () => {
  withOpenssl(
    "digest and value of every signature that both can read are judged alike",
    async () => {
      const disagreements: string[] = [];
      let compared = 0;
      for (const [index, each] of allCases().entries()) {
        const [ours, read] = [intact(each), parts(each.pdf)];
        if (ours === undefined || !read) continue;
        compared += 1;
        if ((await opensslAccepts(index, read.covered, read.contents)) !== ours)
          disagreements.push(each.name);
      }
      expect(disagreements).toEqual([]);
      expect(compared).toBeGreaterThan(90);
    },
    60_000,
  );
});
