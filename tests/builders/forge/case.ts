/** One file of the table, and what the report must say of it. */

import type { CmsOptions } from "./cms.ts";
import { addSignature, basePdf, type ForgedPdf, type SignOptions } from "./pdf.ts";
import { anchors, anne, by, lists } from "./people.ts";
import type { Entity } from "./pki.ts";

export type Case = {
  name: string;
  pdf: Buffer;
  anchors: Buffer[];
  lists: Buffer[];
  answers: Buffer[];
  at?: Date;
  /** What was sent for signature, with which the file must begin. */
  expectedStart?: Buffer;
  /** Which signature is looked at, in the order of signing; the first unless said otherwise. */
  of?: number;
  expected: { verdict: string; failed?: string[]; level?: string | undefined; messages?: string[] };
};

type Given = Partial<Omit<Case, "name" | "expected">>;

export const PASSED = "TOTAL-PASSED";
export const failed = (subIndication: string, ...checks: string[]) => ({
  verdict: `TOTAL-FAILED ${subIndication}`,
  failed: checks,
});
export const unsure = (subIndication: string, ...checks: string[]) => ({
  verdict: `INDETERMINATE ${subIndication}`,
  failed: checks,
});

/** What several sorts of files come to. */
export const changed = failed("FORMAT_FAILURE", "laterChanges");
export const wrongRange = { ...failed("FORMAT_FAILURE", "byteRange"), level: "none" };
export const unreadCms = { ...failed("FORMAT_FAILURE", "cmsStructure"), level: "none" };
export const unreadable = { ...failed("FORMAT_FAILURE"), level: undefined, messages: ["UNREADABLE_PDF"] };
export const unsigned = { ...unsure("NO_SIGNATURE"), level: undefined, messages: ["NO_SIGNATURE"] };

/** Of a signature dictionary, besides its range and value. */
export const ENTRIES = "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260302100000Z)";

export function aCase(
  name: string,
  pdf: ForgedPdf | Buffer,
  expected: Case["expected"],
  given: Given = {},
): Case {
  const bytes = Buffer.isBuffer(pdf) ? pdf : pdf.bytes;
  return { name, pdf: bytes, anchors, lists, answers: [], expected, ...given };
}

/** A document signed once. */
export function signedOnce(
  signer: Entity = anne,
  cms: Partial<CmsOptions> = {},
  more: Partial<SignOptions> = {},
) {
  const pdf = basePdf();
  const field = addSignature(pdf, { sign: by(signer, cms), ...more });
  return { pdf, field };
}
