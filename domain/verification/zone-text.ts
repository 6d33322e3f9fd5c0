/**
 * A machine-readable zone as people type or paste it, made into the lines of ICAO Doc 9303: lower case, spaces, `«` for
 * two fillers and a miscounted run of fillers are what a keyboard does to it, and are set right.
 */
import { z } from "zod";

/** Why a text is no zone; `line` counts from one. */
export const unreadableZoneSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("empty") }),
  z.object({ reason: z.literal("lineCount"), lines: z.int() }),
  z.object({ reason: z.literal("character"), line: z.int(), character: z.string() }),
  z.object({ reason: z.literal("length"), line: z.int(), length: z.int(), expected: z.int() }),
  /** The shape is right, but no kind of document is written so. */
  z.object({ reason: z.literal("format") }),
]);
export type UnreadableZone = z.infer<typeof unreadableZoneSchema>;

export type ZoneLines = { lines: string[] } | { unreadable: UnreadableZone };

const FILLERS: Record<string, string> = { "«": "<<", "‹": "<", "〈": "<", "≪": "<<" };

/** Documents written in one piece: how many lines, and of how many characters, by the whole length. */
const IN_ONE_PIECE: Record<number, number> = { 72: 36, 88: 44, 90: 30 };

/** The lines of the zone, or what is wrong with the text. */
export function zoneLines(typed: string): ZoneLines {
  const pieces = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[«‹〈≪]/g, (sign) => FILLERS[sign] ?? "<")
    .split(/[\r\n]+/)
    .map((line) => line.replaceAll(/\s/g, ""))
    .filter(Boolean);
  const lines = pieces.length === 1 ? cut(pieces[0] ?? "") : pieces;
  if (lines.length === 0) return { unreadable: { reason: "empty" } };
  for (const [index, line] of lines.entries()) {
    const [character] = /[^A-Z0-9<]/u.exec(line) ?? [];
    if (character) return { unreadable: { reason: "character", line: index + 1, character } };
  }
  if (lines.length !== 2 && lines.length !== 3)
    return { unreadable: { reason: "lineCount", lines: lines.length } };
  const expected = widthOf(lines);
  const fitting = lines.map((line) => fitted(line, expected));
  const wrong = fitting.findIndex((line) => line.length !== expected);
  if (wrong < 0) return { lines: fitting };
  const length = lines[wrong]?.length ?? 0;
  return { unreadable: { reason: "length", line: wrong + 1, length, expected } };
}

function cut(whole: string): string[] {
  const width = IN_ONE_PIECE[whole.length];
  if (!width) return whole ? [whole] : [];
  return Array.from({ length: whole.length / width }, (_, index) =>
    whole.slice(index * width, (index + 1) * width),
  );
}

/** Three lines of 30 (TD1), two of 44 (TD3: passports and visas) or of 36 (TD2 and the former French card). */
function widthOf(lines: readonly string[]): number {
  if (lines.length === 3) return 30;
  return /^[PV]/.test(lines[0] ?? "") ? 44 : 36;
}

/** Nobody counts fillers: the longest run of at least three is lengthened or shortened, and keeps its two. */
function fitted(line: string, width: number): string {
  const runs = [...line.matchAll(/<{3,}/g)].toSorted((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (line.length === width || !longest) return line;
  const fillers = longest[0].length + width - line.length;
  if (fillers < 2) return line;
  return line.slice(0, longest.index) + "<".repeat(fillers) + line.slice(longest.index + longest[0].length);
}

/** `YYMMDD` as a day: births lie in the past, ends of validity between 1970 and 2069. Null when it is none. */
export function zoneDay(digits: string, of: "birth" | "expiry", today: string): string | null {
  const [, year, month, date] = /^(\d{2})(\d{2})(\d{2})$/.exec(digits) ?? [];
  if (!year || !month || !date) return null;
  const inThisCentury = of === "birth" ? `20${year}-${month}-${date}` <= today : Number(year) < 70;
  const day = `${inThisCentury ? "20" : "19"}${year}-${month}-${date}`;
  return z.iso.date().safeParse(day).success ? day : null;
}
