/** Any bytes at all give a report, in bounded time and memory, and never a good one by accident (DETAIL-5). */
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { signatureReportSchema } from "../../domain/signatures/signature-report.ts";
import { signedOnce } from "../../tests/builders/forge/case.ts";
import { basePdf, CATALOG, catalogObject, ForgedPdf, stream } from "../../tests/builders/forge/pdf.ts";
import { anchors, anne, lists, stamped } from "../../tests/builders/forge/people.ts";
import { NOW } from "../../tests/builders/forge/pki.ts";
import { addDocumentTimeStamp, addStore } from "../../tests/builders/forge/time-cases.ts";
import { createSignatureValidator } from "../signature-validator.ts";
import { validatePdfSignatures } from "./report.ts";

const options = { trustAnchors: anchors, at: NOW, revocationLists: lists };
const report = (pdf: Uint8Array) => signatureReportSchema.parse(validatePdfSignatures(pdf, options));

function archived(): Buffer {
  const { pdf, field } = signedOnce(anne, { unsigned: stamped() });
  addStore(pdf);
  addDocumentTimeStamp(pdf, [field]);
  return pdf.bytes;
}
const real = archived();
const passes = (pdf: Uint8Array) => report(pdf).indication === "TOTAL-PASSED";

describe("DETAIL-5 random bytes", () => {
  test("give a report, and never pass", () => {
    const start = fc.constantFrom("", "%PDF-1.7\n", "%PDF-2.0\n1 0 obj\n<<");
    const end = fc.constantFrom(
      "",
      "startxref\n9\n%%EOF",
      "xref\n0 1\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n",
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 2_000 }), end, (before, middle, after) => {
        expect(passes(Buffer.concat([Buffer.from(before), middle, Buffer.from(after)]))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("as values of PDF where objects stand", () => {
    const words = fc.constantFrom(
      ...[
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "/Type",
        "/Sig",
        "/Kids",
        "1 0 R",
        "9 0 R",
        "stream\n",
        "endstream",
        "null",
      ],
      ...["-1", "4294967296", "<00>", "%", "/V", "/ByteRange", "/Contents", "endobj", "true"],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (text, number) => {
        const pdf = basePdf().revise({ [number]: text.join(" ") });
        expect(report(pdf.bytes).indication).not.toBe("TOTAL-PASSED");
      }),
      { numRuns: 500 },
    );
  });
});

describe("DETAIL-5 a real file, changed", () => {
  const byte = fc.nat(real.length - 1);
  /** Whether the bytes that a signature covers are still those: only then may it still pass. */
  const contents = [...real.toString("latin1").matchAll(/\/Contents <[0-9a-f]+>/g)].map(
    ({ index, 0: text }) => ({
      from: index,
      to: index + text.length,
    }),
  );
  const isCovered = (at: number) => !contents.some(({ from, to }) => at >= from && at < to);

  test("one byte that is covered: it does not pass", () => {
    fc.assert(
      fc.property(byte, fc.integer({ min: 1, max: 255 }), (at, change) => {
        fc.pre(isCovered(at));
        const copy = Buffer.from(real);
        copy[at] = (copy[at] ?? 0) ^ change;
        expect(passes(copy)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test("pieces cut out, doubled, exchanged: a report all the same", () => {
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        const [from = 0, middle = 0, to = 0] = [a, b, c].toSorted((x, y) => x - y);
        fc.pre(from < middle && middle < to);
        const pieces = [
          real.subarray(0, from),
          real.subarray(from, middle),
          real.subarray(middle, to),
          real.subarray(to),
        ];
        for (const order of [
          [0, 2, 3],
          [0, 1, 1, 2, 3],
          [0, 2, 1, 3],
        ])
          report(Buffer.concat(order.map((index) => pieces[index] ?? Buffer.alloc(0))));
      }),
      { numRuns: 150 },
    );
  });

  test("it passes as it is", () => expect(passes(real)).toBe(true));
});

describe("DETAIL-5 files that want too much", () => {
  const validator = createSignatureValidator({ threads: 1 });
  afterAll(() => validator.close());
  const MEGABYTE = 1024 * 1024;

  /** A document whose form says this. */
  const withForm = (form: string | Buffer, more: Record<number, string | Buffer> = {}) =>
    basePdf().revise({ 5: form, ...more }).bytes;

  function bomb(): Buffer {
    const pdf = basePdf();
    const number = pdf.size;
    pdf.revise({
      [CATALOG]: catalogObject(`/DSS ${number} 0 R`),
      [number]: `<< /CRLs [${`${number + 1} 0 R `.repeat(400)}] >>`,
      [number + 1]: stream(deflateSync(Buffer.alloc(60 * MEGABYTE)), "/Filter /FlateDecode"),
    });
    return pdf.bytes;
  }

  const manyKeys = () =>
    withForm(`<< ${Array.from({ length: 2_000_000 }, (_, index) => `/K${index} 0`).join("")} >>`);

  function manyEntries(): Buffer {
    const { bytes } = basePdf();
    const entries = `/Type /XRef /W [0 1 0] /Size ${60 * MEGABYTE} /Root 1 0 R /Filter /FlateDecode`;
    const section = stream(deflateSync(Buffer.alloc(60 * MEGABYTE)), entries);
    const ended = Buffer.from(`\nendobj\nstartxref\n${bytes.length}\n%%EOF\n`);
    return Buffer.concat([bytes, Buffer.from("9 0 obj\n"), section, ended]);
  }

  const many = () => {
    const pdf = new ForgedPdf();
    const objects: Record<number, string> = {};
    for (let number = 10; number < 60_000; number++) objects[number] = `[${number + 1} 0 R]`;
    pdf.revise({ 1: "<< /Pages 10 0 R /AcroForm 10 0 R >>", ...objects });
    return pdf.bytes;
  };

  test.each([
    ["100 MB of nesting", () => withForm(`${"[".repeat(100 * MEGABYTE)}`)],
    ["dictionaries in dictionaries", () => withForm("<< /A ".repeat(2 * MEGABYTE))],
    [
      "fields within fields, in a circle",
      () => withForm("<< /Fields [7 0 R] >>", { 7: "<< /Kids [7 0 R 8 0 R] >>", 8: "<< /Kids [7 0 R] >>" }),
    ],
    [
      "a million fields",
      () =>
        withForm(`<< /Fields [${"7 0 R ".repeat(1_000_000)}] >>`, {
          7: "<< /FT /Sig /V << /Type /Sig >> >>",
        }),
    ],
    ["a list that inflates to gigabytes", bomb],
    ["sixty thousand objects in a chain", many],
    ["a list of empty dictionaries", () => withForm(`[${"<<>>".repeat(20 * MEGABYTE)}]`)],
    ["a list of empty strings", () => withForm(`[${"()".repeat(30 * MEGABYTE)}]`)],
    ["a dictionary of two million keys", manyKeys],
    ["a hexadecimal string with spaces", () => withForm(`<${"0 ".repeat(40 * MEGABYTE)}>`)],
    ["a cross-reference that inflates to millions of entries", manyEntries],
    ["a name of 50 MB", () => withForm(`/${"A".repeat(50 * MEGABYTE)}`)],
    ["a string that never ends", () => withForm(`(${"\\(".repeat(10 * MEGABYTE)}`)],
  ])(
    "%s",
    async (_name, make) => {
      const answer = signatureReportSchema.parse(await validator.validate(make(), options));
      expect(answer.indication).not.toBe("TOTAL-PASSED");
    },
    20_000,
  );

  test("after one of them the next file is validated as ever", async () => {
    expect((await validator.validate(real, options)).indication).toBe("TOTAL-PASSED");
  });

  test("what takes longer than it may is ended, and says so", async () => {
    const hasty = createSignatureValidator({ threads: 1, timeLimit: 1 });
    const answer = await hasty.validate(many(), options);
    expect(answer).toMatchObject({ indication: "TOTAL-FAILED", messages: [{ code: "LIMIT_REACHED" }] });
    await hasty.close();
  });

  test("a trust anchor that is no certificate is the caller's error", async () => {
    await expect(
      validator.validate(real, { ...options, trustAnchors: [Buffer.from("x")] }),
    ).rejects.toThrow();
  });
});
