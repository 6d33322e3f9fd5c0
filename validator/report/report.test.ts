import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignatureReport, signatureReportSchema } from "../../domain/signatures/signature-report.ts";
import {
  makeAuthority,
  makePdf,
  makeTestbed,
  sampleCollection,
  type Testbed,
} from "../../neighbours/signature-service/testing.ts";
import { validatePdfSignatures } from "./report.ts";

let bed: Testbed;
let sent: Buffer;
/** Signed by the holder, then by the legal representative. */
let signed: Buffer;

beforeAll(async () => {
  bed = await makeTestbed();
  sent = await makePdf();
  const { ref } = await bed.service.create(await sampleCollection("order-1", sent));
  await bed.service.signAs(ref, "holder");
  await bed.service.signAs(ref, "legalRepresentative");
  signed = Buffer.from(await bed.service.download(ref, "termsOfUse"));
});
afterAll(() => bed.close());

async function validate(
  pdf: Uint8Array,
  more: { at?: Date; expectedStart?: Uint8Array; trustAnchors?: Uint8Array[] } = {},
) {
  const revocationLists = await bed.authority.revocationLists();
  const options = {
    trustAnchors: bed.authority.trustAnchors(),
    at: bed.clock.now(),
    revocationLists,
    ...more,
  };
  return signatureReportSchema.parse(await validatePdfSignatures(pdf, options));
}

const failedChecks = (report: SignatureReport, index = 0) =>
  report.signatures[index]?.checks.filter((check) => !check.passed).map(({ name }) => name);

/** The bytes with one part replaced by another of the same length. */
function replaced(pdf: Buffer, from: string, to: string, at = 0): Buffer {
  const copy = Buffer.from(pdf);
  const index = copy.indexOf(from, at, "latin1");
  if (index < 0 || from.length !== to.length) throw new Error(`cannot replace ${from}`);
  copy.write(to, index, "latin1");
  return copy;
}

/** An incremental update with these objects, as any editor would append it. */
function appended(pdf: Buffer, objects: Record<number, string>): Buffer {
  const previous = /startxref\n(\d+)\n%%EOF\n$/.exec(pdf.toString("latin1"))?.[1];
  const trailer = /trailer\n<< \/Size (\d+) (\/Root \d+ 0 R)[^>]*?(\/Info \d+ 0 R)/.exec(
    pdf.toString("latin1"),
  );
  let body = "\n";
  let table = "xref\n";
  for (const [number, content] of Object.entries(objects)) {
    table += `${number} 1\n${String(pdf.length + body.length).padStart(10, "0")} 00000 n \n`;
    body += `${number} 0 obj\n${content}\nendobj\n`;
  }
  const size = Math.max(Number(trailer?.[1]), ...Object.keys(objects).map((number) => Number(number) + 1));
  const end = `trailer\n<< /Size ${size} ${trailer?.[2]} ${trailer?.[3]} /Prev ${previous} >>\nstartxref\n${pdf.length + body.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(body + table + end, "latin1")]);
}

describe("DETAIL-5 the signature report", () => {
  test("DETAIL-5 a document without a signature is indeterminate", async () => {
    const report = await validate(sent);
    expect(report).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_SIGNATURE",
      signatures: [],
    });
  });

  test("DETAIL-5 both signatures pass every check", async () => {
    const report = await validate(signed, { expectedStart: sent });
    expect(report.indication).toBe("TOTAL-PASSED");
    expect(report.signatures.flatMap(({ checks }) => checks.filter(({ passed }) => !passed))).toEqual([]);
    expect(report.signatures[0]?.checks).toHaveLength(16);
    expect(report.signatures[0]?.chain).toHaveLength(3);
  });

  test("DETAIL-5 short-lived certificates still pass long after, by the time that was stamped", async () => {
    const then = bed.clock.now();
    bed.clock.set(new Date("2027-01-01"));
    const report = await validate(signed);
    bed.clock.set(then);
    expect(report.indication).toBe("TOTAL-PASSED");
    expect(report.signatures.map(({ level }) => level)).toEqual(["B-T", "B-T"]);
  });

  test("DETAIL-5 a signature of the future is not passed", async () => {
    const report = await validate(signed, { at: new Date("2025-01-01") });
    expect(report.indication).toBe("INDETERMINATE");
    expect(failedChecks(report)).toContain("signingTime");
  });

  test("DETAIL-5 a certificate of another root is not passed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "other-root-"));
    const other = await makeAuthority(bed.clock, folder);
    const report = await validate(signed, { trustAnchors: other.trustAnchors() });
    expect(report).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
    });
    expect((await validate(signed, { trustAnchors: [] })).indication).toBe("INDETERMINATE");
    await rm(folder, { recursive: true });
  });
});

describe("DETAIL-5 altered documents", () => {
  test("DETAIL-5 one bit of a page turns both signatures to failed", async () => {
    const copy = Buffer.from(signed);
    const at = sent.indexOf("stream\n") + 20;
    copy[at] = (copy[at] ?? 0) ^ 1;
    const report = await validate(copy);
    expect(report).toMatchObject({ indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" });
    expect(report.signatures.map(({ intact }) => intact)).toEqual([false, false]);
  });

  test("DETAIL-5 one bit of the second revision leaves the first signature intact but fails the document", async () => {
    const end = (await validate(signed)).signatures[0]?.revision ?? 0;
    const report = await validate(replaced(signed, "/F 132", "/F 133", end));
    expect(report.indication).toBe("TOTAL-FAILED");
    expect(report.signatures.map(({ intact }) => intact)).toEqual([true, false]);
  });

  test("DETAIL-5 a signature value of zeros, or another digest, fails", async () => {
    const contents = signed.indexOf("/Contents <3082");
    const copy = Buffer.from(signed);
    copy.write("00", signed.indexOf(">", contents) - 400, "latin1");
    copy.write("3081", contents + 11, "latin1");
    expect((await validate(copy)).indication).toBe("TOTAL-FAILED");
  });

  test("DETAIL-5 every byte range but the right one fails", async () => {
    const [, from = ""] = /\/ByteRange \[([^\]]*)\]/.exec(signed.toString("latin1")) ?? [];
    const [, first = 0, second = 0, length = 0] = from.trim().split(" ").map(Number);
    const ranges = [
      [1, first - 1, second, length],
      [0, first - 1, second, length],
      [0, first, second + 1, length - 1],
      [0, first, second, length - 2],
      [0, first, second, signed.length],
      [0, first, second, length - 500],
      [0, first, second],
      [0, first + 2, second - 2, length],
    ];
    for (const range of ranges) {
      const report = await validate(
        replaced(signed, from, range.join(" ").padEnd(from.length).slice(0, from.length)),
      );
      expect(report.indication, range.join(" ")).toBe("TOTAL-FAILED");
      expect(failedChecks(report), range.join(" ")).toContain("byteRange");
    }
  });
});

describe("DETAIL-5 documents changed after they were signed", () => {
  const pageNumber = (pdf: Buffer) =>
    Number(/(\d+) 0 obj\n<<[^>]*\/Type \/Page\n/.exec(pdf.toString("latin1"))?.[1]);

  test("DETAIL-5 an update that changes a page, its contents or nothing at all", async () => {
    const page = pageNumber(sent);
    const contents = Number(/\/Contents (\d+) 0 R/.exec(sent.toString("latin1"))?.[1]);
    const changes: Record<number, string>[] = [
      { [page]: "<< /Type /Page /MediaBox [0 0 10 10] >>" },
      { [contents]: "<< /Length 1 >>\nstream\nq\nendstream" },
      { 9000: "(nothing)" },
    ];
    for (const change of changes) {
      const report = await validate(appended(signed, change));
      expect(report.indication).toBe("TOTAL-FAILED");
      expect(report.signatures.map(({ modifiedAfter }) => modifiedAfter)).toEqual([true, true]);
      expect(report.signatures.map(({ intact }) => intact)).toEqual([true, true]);
    }
  });

  test("DETAIL-5 bytes after the last signature, unless they are blank", async () => {
    for (const [tail, indication] of [
      ["x", "TOTAL-FAILED"],
      ["%%EOF\n", "TOTAL-FAILED"],
      ["% \n", "TOTAL-FAILED"],
      ["\r\n \n", "TOTAL-PASSED"],
    ] as const) {
      const report = await validate(Buffer.concat([signed, Buffer.from(tail)]));
      expect(report.indication, JSON.stringify(tail)).toBe(indication);
      expect(report.signatures.every(({ coversWholeFile }) => !coversWholeFile)).toBe(true);
    }
  });

  test("DETAIL-5 a page rewritten by an editor that keeps the signed bytes", async () => {
    const document = await PDFDocument.load(signed, { updateMetadata: false, forIncrementalUpdate: true });
    document.getPages()[0]?.drawText("Lu et approuvé");
    const changed = await document.save();
    expect(Buffer.from(changed.subarray(0, signed.length)).equals(signed)).toBe(true);
    const report = await validate(changed);
    expect(report).toMatchObject({ indication: "TOTAL-FAILED" });
    expect(report.signatures.every(({ modifiedAfter }) => modifiedAfter)).toBe(true);
  });

  test("FLOW-5 a page changed between two signatures: the first was not on what the second shows", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-2", sent));
    await bed.service.signAs(ref, "holder");
    const once = Buffer.from(await bed.service.download(ref, "termsOfUse"));
    const contents = Number(/\/Contents (\d+) 0 R/.exec(sent.toString("latin1"))?.[1]);
    const changed = appended(once, { [contents]: "<< /Length 1 >>\nstream\nq\nendstream" });
    const { report } = await signedAgain("order-3", changed);
    expect(report.signatures.map(({ modifiedAfter }) => modifiedAfter)).toEqual([true, false]);
    expect(report.signatures.map(({ indication }) => indication)).toEqual(["TOTAL-FAILED", "TOTAL-PASSED"]);
  });

  test("FLOW-5 what was sent must be what was signed", async () => {
    const other = await validate(signed, { expectedStart: await makePdf("Autre chose") });
    expect(other.messages[0]?.code).toBe("NOT_THE_DOCUMENT_SENT");
    const contents = Number(/\/Contents (\d+) 0 R/.exec(sent.toString("latin1"))?.[1]);
    const first = await bed.service.create(await sampleCollection("order-4", sent));
    await bed.service.signAs(first.ref, "holder");
    const shadow = pdfkitAppended(sent, contents);
    const { pdf } = await signedAgain("order-5", shadow);
    const report = await validate(pdf, { expectedStart: sent });
    expect(report).toMatchObject({
      indication: "TOTAL-FAILED",
      messages: [{ code: "CHANGED_BEFORE_SIGNATURE" }],
    });
    expect(report.signatures[0]?.indication).toBe("TOTAL-PASSED");
  });

  async function signedAgain(key: string, pdf: Buffer) {
    const { ref } = await bed.service.create(await sampleCollection(key, pdf));
    await bed.service.signAs(ref, "legalRepresentative");
    const result = Buffer.from(await bed.service.download(ref, "termsOfUse"));
    return { pdf: result, report: await validate(result) };
  }

  function pdfkitAppended(pdf: Buffer, contents: number): Buffer {
    const text = pdf.toString("latin1");
    const previous = /startxref\n(\d+)\n%%EOF\n?$/.exec(text)?.[1];
    const trailer = /trailer\n<<([\s\S]*?)>>\s*startxref/.exec(text)?.[1];
    const object = `\n${contents} 0 obj\n<< /Length 1 >>\nstream\nq\nendstream\nendobj\n`;
    const start = pdf.length + object.length;
    const end = `xref\n${contents} 1\n${String(pdf.length + 1).padStart(10, "0")} 00000 n \ntrailer\n<< ${trailer} /Prev ${previous} >>\nstartxref\n${start}\n%%EOF\n`;
    return Buffer.concat([pdf, Buffer.from(object + end, "latin1")]);
  }
});

describe("DETAIL-5 any bytes give a report", () => {
  test("DETAIL-5 truncated at every place, and with every byte of the structure changed", async () => {
    for (let end = 0; end < signed.length; end += 997)
      expect((await validate(signed.subarray(0, end))).indication).not.toBe("TOTAL-PASSED");
    for (let at = sent.length; at < signed.length; at += 211) {
      const copy = Buffer.from(signed);
      copy[at] = (copy[at] ?? 0) ^ 0x15;
      const { indication, signatures } = await validate(copy);
      // The time-stamp beside a signature is not signed itself: without it the signature holds, and proves no time.
      const isLess = signatures.some(({ level }) => level !== "B-T");
      expect(indication !== "TOTAL-PASSED" || isLess, `byte ${at}`).toBe(true);
    }
  });

  test("DETAIL-5 nonsense", async () => {
    const deep = `%PDF-1.7\n1 0 obj\n${"[".repeat(100_000)}\nxref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF`;
    for (const text of ["", "%PDF-1.7", "%PDF-1.7\n%%EOF", "%PDF-1.7\nstartxref\n0\n%%EOF", deep])
      expect((await validate(Buffer.from(text))).subIndication).toBe("FORMAT_FAILURE");
  });

  test("files with cross-reference streams are signed and read as well", async () => {
    const document = await PDFDocument.load(sent);
    document.catalog.set(PDFName.of("Lang"), PDFName.of("fr"));
    const compact = Buffer.from(await document.save({ useObjectStreams: true }));
    const { ref } = await bed.service.create(await sampleCollection("order-6", compact));
    await bed.service.signAs(ref, "holder");
    await bed.service.signAs(ref, "certificationAgent");
    const report = await validate(await bed.service.download(ref, "termsOfUse"), { expectedStart: compact });
    expect(report.indication).toBe("TOTAL-PASSED");
    expect(report.signatures).toHaveLength(2);
  });
});
