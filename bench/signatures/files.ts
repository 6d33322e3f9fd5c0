/** The files that the validator is measured on. */
import { deflateSync } from "node:zlib";
import {
  addSignature,
  basePdf,
  CONTENTS,
  ForgedPdf,
  pageObject,
  stream,
} from "../../tests/builders/forge/pdf.ts";
import { anne, by, paul, stamped } from "../../tests/builders/forge/people.ts";
import { addStore } from "../../tests/builders/forge/time-cases.ts";

/** Text that does not shrink, so that the file is as large as it says. */
function noise(bytes: number): Buffer {
  const text = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text[at] = 97 + (state % 26);
  }
  return text;
}

function signed(pdf: ForgedPdf, signatures: number): ForgedPdf {
  const fields: string[] = [];
  for (let index = 0; index < signatures; index++) {
    const signer = index % 2 === 0 ? anne : paul;
    const sign = by(signer, { unsigned: stamped() });
    fields.push(addSignature(pdf, { sign, fields: [...fields] }));
  }
  return pdf;
}

/** A contract of about 300 KB: one page of text, six signatures with their time-stamps, the evidence for all. */
export function contract(): Buffer {
  const pdf = signed(basePdf(`BT ${"(x) Tj ".repeat(33_000)} ET`), 6);
  addStore(pdf);
  return pdf.bytes;
}

/** A scan of 20 MB with two signatures. */
export function scan(): Buffer {
  const pdf = new ForgedPdf(undefined, 1).revise({
    ...objectsOfBase(),
    [CONTENTS]: stream(noise(20 * 1024 * 1024)),
  });
  return signed(pdf, 2).bytes;
}

function objectsOfBase() {
  return {
    1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>",
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: pageObject(),
    5: "<< /Fields [] /SigFlags 3 >>",
    6: stream(deflateSync(Buffer.from("q Q")), "/Filter /FlateDecode"),
  };
}
