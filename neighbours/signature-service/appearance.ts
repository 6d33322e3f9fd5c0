/**
 * The visible box of a signature: who signed and when, in an embedded font (a standard one would turn « Łukasz » into
 * garbage). Drawn once by pdfkit as a page of the box's size, whose objects are then moved into each signed document.
 */
import PDFDocument from "pdfkit";
import { fontForPdf } from "../../server/platform/parsed-font.ts";
import type { NewObjects } from "./pdf-increment.ts";

export const BOX = { width: 150, height: 60 } as const;

/** The objects of a box, under their own numbers; `form` is the one to show. */
export type Appearance = { objects: Map<number, { head: string; rest: Buffer }>; form: number };

export type AppearanceText = { name: string; organization: string; date: string };

function draw(text: AppearanceText): Promise<Buffer> {
  const [regular, bold] = [fontForPdf("DejaVuSans"), fontForPdf("DejaVuSans-Bold")];
  const page = new PDFDocument({ size: [BOX.width, BOX.height], margin: 0, font: "" });
  const chunks: Buffer[] = [];
  page.on("data", (chunk: Buffer) => chunks.push(chunk));
  const line = { width: BOX.width - 12, height: 20, ellipsis: true };
  page
    .roundedRect(0.5, 0.5, BOX.width - 1, BOX.height - 1, 3)
    .lineWidth(0.75)
    .fillAndStroke("#f5f8fc", "#2f5d9b");
  page.rect(0.5, 3, 3, BOX.height - 6).fill("#2f5d9b");
  page.font(regular).fillColor("#44546a").fontSize(6.5).text("Signé électroniquement par", 8, 7, line);
  page.font(bold).fillColor("#15253c").fontSize(8).text(text.name, 8, 17, line);
  page
    .font(regular)
    .fillColor("#44546a")
    .fontSize(6.5)
    .text(text.organization, 8, 37, { ...line, height: 8 });
  page.text(`le ${text.date}`, 8, 47, { ...line, height: 8 });
  return new Promise((resolve) => {
    page.on("end", () => resolve(Buffer.concat(chunks)));
    page.end();
  });
}

/** Cuts pdfkit's own output at the offsets of its own cross-reference table. */
function cut(pdf: Buffer): Appearance["objects"] {
  const start = pdf.lastIndexOf("\nxref\n") + 1;
  const lines = pdf
    .subarray(start)
    .toString("latin1")
    .matchAll(/^(\d{10}) \d{5} n/gm);
  const offsets = [...lines].map((match) => Number(match[1]));
  const ends = [...offsets, start].sort((a, b) => a - b);
  return new Map(
    offsets.map((offset, index) => {
      const end = ends.find((each) => each > offset) ?? start;
      const body = pdf.subarray(pdf.indexOf("obj\n", offset) + 4, pdf.lastIndexOf("\nendobj", end));
      const streamAt = body.indexOf("stream\n");
      const split = streamAt < 0 ? body.length : streamAt;
      return [index + 1, { head: body.subarray(0, split).toString("latin1"), rest: body.subarray(split) }];
    }),
  );
}

const REFERENCE = /(\d+) 0 R/g;

/** The objects that `start` needs, itself included. */
function needed(objects: Appearance["objects"], start: number): Set<number> {
  const found = new Set([start]);
  for (const number of found)
    for (const match of objects.get(number)?.head.matchAll(REFERENCE) ?? []) found.add(Number(match[1]));
  return found;
}

/** `text.date`: as shown, e.g. `12/05/2025 à 15:42`. */
export async function makeAppearance(text: AppearanceText): Promise<Appearance> {
  const objects = cut(await draw(text));
  const page = [...objects.values()].find(({ head }) => /\/Type \/Page\s/.test(head))?.head ?? "";
  const form = Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]);
  const resources = /\/Resources (\d+) 0 R/.exec(page)?.[1];
  const content = objects.get(form);
  if (!content || !resources) throw new Error("the box of a signature could not be drawn");
  const entries = `/Type /XObject /Subtype /Form /BBox [0 0 ${BOX.width} ${BOX.height}] /Resources ${resources} 0 R`;
  objects.set(form, { head: content.head.replace("<<", `<< ${entries}`), rest: content.rest });
  const kept = needed(objects, form);
  return { objects: new Map([...objects].filter(([number]) => kept.has(number))), form };
}

/** Gives the objects numbers from `first` on and adds them. Returns the number of the form. */
export function placeAppearance(appearance: Appearance, first: number, into: NewObjects): number {
  const numbers = new Map([...appearance.objects.keys()].map((number, index) => [number, first + index]));
  for (const [number, { head, rest }] of appearance.objects) {
    const moved = head.replace(REFERENCE, (_, old: string) => `${numbers.get(Number(old)) ?? 0} 0 R`);
    into.set(numbers.get(number) ?? 0, Buffer.concat([Buffer.from(moved, "latin1"), rest]));
  }
  return numbers.get(appearance.form) ?? 0;
}
