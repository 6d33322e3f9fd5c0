/** PDFs written by hand, revision by revision, so that a test can write each of them wrong in one respect. */
import { createHash } from "node:crypto";

export type Objects = Record<number, string | Buffer>;

export type RevisionOptions = {
  /** Entries of the trailer besides /Size, /Root, /Prev. */
  trailer?: string;
  /** Entries of the table that say something else than where the objects are. */
  entries?: Record<number, string>;
  /** What stands after `startxref`. */
  startxref?: number;
};

const latin1 = (text: string) => Buffer.from(text, "latin1");
export const CATALOG = 1;
export const PAGE = 3;
export const CONTENTS = 4;
export const FORM = 5;

export const stream = (data: Buffer | string, entries = ""): Buffer => {
  const bytes = typeof data === "string" ? latin1(data) : data;
  return Buffer.concat([
    latin1(`<< /Length ${bytes.length} ${entries} >>\nstream\n`),
    bytes,
    latin1("\nendstream"),
  ]);
};

/** A file that grows by revisions. */
export class ForgedPdf {
  bytes: Buffer;
  size: number;
  /** Offset of the newest cross-reference section. */
  newest: number | undefined;
  /** The object that is the catalog from the next revision on. */
  root = CATALOG;

  constructor(bytes: Buffer = latin1("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), size = 1, newest?: number) {
    this.bytes = bytes;
    this.size = size;
    this.newest = newest;
  }

  copy(): ForgedPdf {
    return new ForgedPdf(Buffer.from(this.bytes), this.size, this.newest);
  }

  /** Appends one revision. */
  revise(objects: Objects, { trailer = "", entries = {}, startxref }: RevisionOptions = {}): this {
    const parts = [this.bytes];
    let position = this.bytes.length;
    const lines = new Map<number, string>();
    for (const [number, body] of Object.entries(objects)) {
      lines.set(Number(number), `${String(position).padStart(10, "0")} 00000 n \n`);
      const object = Buffer.concat([latin1(`${number} 0 obj\n`), asBuffer(body), latin1("\nendobj\n")]);
      parts.push(object);
      position += object.length;
    }
    for (const [number, line] of Object.entries(entries)) lines.set(Number(number), line);
    this.size = Math.max(this.size, ...[...lines.keys()].map((number) => number + 1));
    const table = [...lines].sort(([a], [b]) => a - b).map(([number, line]) => `${number} 1\n${line}`);
    const previous = this.newest === undefined ? "" : `/Prev ${this.newest}`;
    this.newest = position;
    const end = `xref\n${table.join("")}trailer\n<< /Size ${this.size} /Root ${this.root} 0 R ${previous} ${trailer} >>\nstartxref\n${startxref ?? position}\n%%EOF\n`;
    this.bytes = Buffer.concat([...parts, latin1(end)]);
    return this;
  }
}

/** Objects in an object stream: number, value, and the place there that the table names when it is not the true one. */
export type Packed = [number: number, body: string, place?: number][];

/** Appends one revision of an object stream and a cross-reference stream (ISO 32000-2 §7.5.7, §7.5.8). */
export function packRevision(pdf: ForgedPdf, packed: Packed): void {
  const [container, table] = [pdf.size, pdf.size + 1];
  const bodies = packed.map(([, body]) => body);
  const offsets = bodies.map((_, index) => bodies.slice(0, index).join(" ").length + (index > 0 ? 1 : 0));
  const head = `${packed.map(([number], index) => `${number} ${offsets[index]}`).join(" ")} `;
  const entries = `/Type /ObjStm /N ${packed.length} /First ${head.length}`;
  const row = (type: number, second: number, third: number) => {
    const bytes = Buffer.from([type, 0, 0, 0, 0, third]);
    bytes.writeUInt32BE(second, 1);
    return bytes;
  };
  const object = (number: number, body: Buffer) =>
    Buffer.concat([latin1(`${number} 0 obj\n`), body, latin1("\nendobj\n")]);
  const start = pdf.bytes.length;
  const carrier = object(container, stream(head + bodies.join(" "), entries));
  const position = start + carrier.length;
  const rows = new Map(packed.map(([number, , place], index) => [number, row(2, container, place ?? index)]));
  rows.set(container, row(1, start, 0)).set(table, row(1, position, 0));
  const index = [...rows.keys()].map((number) => `${number} 1`).join(" ");
  const trailer = `/Type /XRef /W [1 4 1] /Index [${index}] /Size ${table + 1} /Root ${pdf.root} 0 R /Prev ${pdf.newest}`;
  const section = object(table, stream(Buffer.concat([...rows.values()]), trailer));
  pdf.bytes = Buffer.concat([pdf.bytes, carrier, section, latin1(`startxref\n${position}\n%%EOF\n`)]);
  pdf.size = table + 1;
  pdf.newest = position;
}

const asBuffer = (body: string | Buffer) => (typeof body === "string" ? latin1(body) : body);

export const pageObject = (annotations: string[] = []): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${CONTENTS} 0 R /Resources << >> /Annots [${annotations.join(" ")}] >>`;
export const formObject = (fields: string[] = []): string =>
  `<< /Fields [${fields.join(" ")}] /SigFlags 3 >>`;
export const catalogObject = (more = ""): string =>
  `<< /Type /Catalog /Pages 2 0 R /AcroForm ${FORM} 0 R ${more} >>`;

/** One page, an empty form. */
export function basePdf(text = "q 0 0 m 100 100 l S Q"): ForgedPdf {
  return new ForgedPdf().revise({
    [CATALOG]: catalogObject(),
    2: `<< /Type /Pages /Kids [${PAGE} 0 R] /Count 1 >>`,
    [PAGE]: pageObject(),
    [CONTENTS]: stream(text),
    [FORM]: formObject(),
  });
}

export type SignOptions = {
  /** Makes what goes in /Contents from the covered bytes. */
  sign: (covered: Buffer) => Buffer;
  /** Fields that the form already has. */
  fields?: string[];
  name?: string;
  /** Entries of the signature dictionary besides Type, ByteRange and Contents. */
  entries?: string;
  type?: "Sig" | "DocTimeStamp";
  /** Objects of the same revision. */
  objects?: Objects;
  /** Entries of its trailer besides /Size, /Root, /Prev. */
  trailer?: string;
  /** Of the catalog, when the revision must say more there. */
  catalog?: string;
  /** Fills this field, which the form has already, rather than a new one. */
  fills?: { number: number; entries: string };
  range?: (range: [number, number, number, number]) => string;
};

const ROOM = 12_000;

/** Appends a revision that signs everything up to its own end. Gives the reference of the field. */
export function addSignature(pdf: ForgedPdf, options: SignOptions): string {
  const signature = pdf.size;
  const number = options.fills?.number ?? signature + 1;
  const field = `${number} 0 R`;
  const fields = options.fields ?? [];
  const start = pdf.bytes.length;
  const entries =
    options.fills?.entries ??
    `/Type /Annot /Subtype /Widget /FT /Sig /T (${options.name ?? `s${signature}`}) /F 132 /Rect [0 0 0 0] /P ${PAGE} 0 R`;
  const all = options.fills ? fields : [...fields, field];
  const objects = {
    [signature]: `<< /Type /${options.type ?? "Sig"} ${options.entries ?? "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260302100000Z)"}\n/ByteRange [${" ".repeat(60)}]\n/Contents <${"0".repeat(ROOM)}> >>`,
    [number]: `<< ${entries} /V ${signature} 0 R >>`,
    ...(options.fills ? {} : { [FORM]: formObject(all), [PAGE]: pageObject(all) }),
    ...(options.catalog === undefined ? {} : { [CATALOG]: catalogObject(options.catalog) }),
    ...options.objects,
  };
  pdf.revise(objects, options.trailer === undefined ? {} : { trailer: options.trailer });
  const { bytes } = pdf;
  const gap = bytes.indexOf("/Contents <", start) + "/Contents ".length;
  const after = bytes.indexOf(">", gap) + 1;
  const range: [number, number, number, number] = [0, gap, after, bytes.length - after];
  const text = (options.range?.(range) ?? range.join(" ")).padEnd(60);
  bytes.write(text, bytes.indexOf("/ByteRange [", start) + "/ByteRange [".length, "latin1");
  const value = options.sign(Buffer.concat([bytes.subarray(0, gap), bytes.subarray(after)]));
  bytes.write(value.toString("hex"), gap + 1, "latin1");
  return field;
}

export const sha = (hash: string, bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
