/** One PAdES B-T signature appended to a PDF (ETSI EN 319 142-1 §6.3, ISO 32000-2 §12.8). */
import { createHash } from "node:crypto";
import type { SignerRole } from "../../server/ports/signature-service.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import { type Appearance, BOX, placeAppearance } from "./appearance.ts";
import { signatureRoom, signDigest } from "./cms-signature.ts";
import { type NewObjects, writeIncrement } from "./pdf-increment.ts";
import type { PdfLayout } from "./pdf-layout.ts";
import type { SigningKey } from "./signing-key.ts";

export type SignedPdf = { pdf: Buffer; layout: PdfLayout };

export type SignatureRequest = {
  /** `seal`: the service's own, for all. */
  by: SignerRole | "seal";
  signerName: string;
  /** Written to the second in /M. */
  at: Date;
  key: SigningKey;
  timeStamping: TimeStampingAuthority;
  /** Shown in the signatory's box; absent, the signature is invisible (§12.7.5.5). */
  appearance?: Appearance;
};

/** The boxes that the documents reserve at the bottom of their last page: left edges, in points, on A4. */
const BOX_LEFT: Record<SignerRole, number> = {
  holder: 50,
  certificationAgent: 215,
  legalRepresentative: 380,
};
const BOX_BOTTOM = 70;

/** Widths of `/ByteRange`'s numbers; spaces fill what they do not need. */
const RANGE_WIDTH = 40;

function pdfDate(at: Date): string {
  return `(D:${at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "")}Z)`;
}

/** Any text, as UTF-16BE with its mark (§7.9.2.2), in hexadecimal so that nothing in it is syntax. */
function pdfText(text: string): string {
  return `<FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}>`;
}

function signatureDictionary(request: SignatureRequest): string {
  const contents = "0".repeat(signatureRoom(request.key) * 2);
  return [
    "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached",
    `/M ${pdfDate(request.at)} /Name ${pdfText(request.signerName)}`,
    `/ByteRange [${" ".repeat(RANGE_WIDTH)}]`,
    `/Contents <${contents}> >>`,
  ].join("\n");
}

function widget(request: SignatureRequest, layout: PdfLayout, signature: number, form?: number): string {
  const box = form === undefined || request.by === "seal" ? undefined : BOX_LEFT[request.by];
  const rect =
    box === undefined ? "0 0 0 0" : `${box} ${BOX_BOTTOM} ${box + BOX.width} ${BOX_BOTTOM + BOX.height}`;
  const shown = form === undefined ? "" : ` /AP << /N ${form} 0 R >>`;
  // F: printed and locked (§12.5.3).
  return [
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature-${request.by}) /F 132`,
    `/V ${signature} 0 R /P ${layout.page} R /Rect [${rect}]${shown} >>`,
  ].join("\n");
}

const objectNumber = (ref: string): number => Number(ref.split(" ")[0]);

/** The objects of the update. The form becomes an object of its own with the first signature. */
function newObjects(
  request: SignatureRequest,
  layout: PdfLayout,
): { objects: NewObjects; next: PdfLayout; signature: number } {
  const signature = layout.size;
  const field = `${signature + 1} 0`;
  const form = layout.form ?? `${signature + 2} 0`;
  const next: PdfLayout = {
    ...layout,
    form,
    fields: [...layout.fields, `${field} R`],
    annotations: [...layout.annotations, `${field} R`],
  };
  const objects: NewObjects = new Map();
  objects.set(signature, signatureDictionary(request));
  const shown = request.appearance && placeAppearance(request.appearance, signature + 3, objects);
  objects.set(signature + 1, widget(request, layout, signature, shown));
  objects.set(
    objectNumber(form),
    `<< ${layout.formEntries} /Fields [${next.fields.join(" ")}] /SigFlags 3 >>`,
  );
  objects.set(
    objectNumber(layout.page),
    `<< ${layout.pageEntries}\n/Annots [${next.annotations.join(" ")}] >>`,
  );
  if (!layout.form)
    objects.set(objectNumber(layout.root), `<< ${layout.rootEntries}\n/AcroForm ${form} R >>`);
  return { objects, next, signature };
}

/** Fills `/ByteRange` and `/Contents` in place: same length, so no offset moves. */
async function fill(pdf: Buffer, from: number, request: SignatureRequest): Promise<void> {
  const gapStart = pdf.indexOf("/Contents <", from) + "/Contents ".length;
  const gapEnd = pdf.indexOf(">", gapStart) + 1;
  const range = `0 ${gapStart} ${gapEnd} ${pdf.length - gapEnd}`.padEnd(RANGE_WIDTH);
  pdf.write(range, pdf.indexOf("/ByteRange [", from) + "/ByteRange [".length, "latin1");
  const digest = createHash("sha256").update(pdf.subarray(0, gapStart)).update(pdf.subarray(gapEnd)).digest();
  const value = Buffer.from(await signDigest(digest, request.key, request.timeStamping)).toString("hex");
  if (value.length > gapEnd - gapStart - 2) throw new Error("the signature is larger than its room");
  pdf.write(value, gapStart + 1, "latin1");
}

/** The file begins with the very bytes of `pdf`. `layout` must be that of `pdf`. */
export async function signPdf(
  pdf: Uint8Array,
  layout: PdfLayout,
  request: SignatureRequest,
): Promise<SignedPdf> {
  const { objects, next, signature } = newObjects(request, layout);
  const newId = createHash("sha256")
    .update(request.key.certificate)
    .update(layout.page)
    .digest("hex")
    .slice(0, 32);
  const increment = writeIncrement(layout, pdf.length, objects, newId);
  const signed = Buffer.concat([pdf, increment.bytes]);
  await fill(signed, increment.offsets.get(signature) ?? pdf.length, request);
  const size = Math.max(layout.size, ...increment.offsets.keys()) + 1;
  return {
    pdf: signed,
    layout: { ...next, size: Math.max(size, layout.size), previous: increment.previous },
  };
}
