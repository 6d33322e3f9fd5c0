/** Appends objects to a PDF as an incremental update (ISO 32000-2 §7.5.6); the bytes before are left as they are. */
import type { PdfLayout } from "./pdf-layout.ts";

/** By object number; the text or bytes between `obj` and `endobj`. */
export type NewObjects = Map<number, string | Buffer>;

export type Increment = {
  /** What to put after the file. */
  bytes: Buffer;
  /** Where each object begins, from the start of the whole file. */
  offsets: Map<number, number>;
  /** Offset of the new cross-reference section. */
  previous: number;
};

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

/** Object numbers that follow one another, as a section groups them: `[first, numbers…]`. */
function runs(numbers: number[]): number[][] {
  const groups: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last && last.at(-1) === number - 1) last.push(number);
    else groups.push([number]);
  }
  return groups;
}

function trailerEntries(layout: PdfLayout, size: number, newId: string): string {
  const info = layout.info ? ` /Info ${layout.info} R` : "";
  const id = layout.id ? ` /ID [<${layout.id}> <${newId}>]` : "";
  return `/Size ${size} /Root ${layout.root} R /Prev ${layout.previous}${info}${id}`;
}

function table(offsets: Map<number, number>, trailer: string): Buffer {
  const lines = runs([...offsets.keys()]).map((run) => {
    const entries = run.map((number) => `${String(offsets.get(number)).padStart(10, "0")} 00000 n \n`);
    return `${run[0]} ${run.length}\n${entries.join("")}`;
  });
  return latin1(`xref\n${lines.join("")}trailer\n<< ${trailer} >>\n`);
}

/** §7.5.8: one row of type, offset (4 bytes) and generation for each object, the stream itself included. */
function stream(number: number, offsets: Map<number, number>, trailer: string): Buffer {
  const groups = runs([...offsets.keys()]);
  const rows = groups.flat().map((each) => {
    const row = Buffer.alloc(7);
    row.writeUInt8(1, 0);
    row.writeUInt32BE(offsets.get(each) ?? 0, 1);
    return row;
  });
  const index = groups.map((run) => `${run[0]} ${run.length}`).join(" ");
  const head = `${number} 0 obj\n<< /Type /XRef /W [1 4 2] /Index [${index}] /Length ${rows.length * 7} ${trailer} >>\nstream\n`;
  return Buffer.concat([latin1(head), ...rows, latin1("\nendstream\nendobj\n")]);
}

/** `fileLength`: of the file so far; `newId`: hexadecimal, the changing half of /ID. */
export function writeIncrement(
  layout: PdfLayout,
  fileLength: number,
  objects: NewObjects,
  newId: string,
): Increment {
  const parts: Buffer[] = [latin1("\n")];
  const offsets = new Map<number, number>();
  let position = fileLength + 1;
  const push = (part: Buffer) => {
    parts.push(part);
    position += part.length;
  };
  for (const [number, body] of objects) {
    offsets.set(number, position);
    push(latin1(`${number} 0 obj\n`));
    push(typeof body === "string" ? latin1(body) : body);
    push(latin1("\nendobj\n"));
  }
  const previous = position;
  const highest = Math.max(layout.size - 1, ...offsets.keys());
  const number = highest + 1;
  if (layout.usesStreams) offsets.set(number, previous);
  const trailer = trailerEntries(layout, layout.usesStreams ? number + 1 : number, newId);
  push(layout.usesStreams ? stream(number, offsets, trailer) : table(offsets, trailer));
  push(latin1(`startxref\n${previous}\n%%EOF\n`));
  return { bytes: Buffer.concat(parts), offsets, previous };
}
