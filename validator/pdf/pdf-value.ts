/** The values of a PDF (ISO 32000-2 §7.3). */
import { sameBytes } from "../reading/same-bytes.ts";

export type PdfRef = { type: "ref"; number: number; generation: number };
export type PdfString = {
  type: "string";
  bytes: Uint8Array;
  /** Where it stands in the file, delimiters included, when it was read from the file itself. */
  start: number;
  end: number;
  hexadecimal: boolean;
};
export type PdfDict = { type: "dict"; entries: Map<string, PdfValue> };
export type PdfArray = { type: "array"; items: PdfValue[] };
export type PdfStream = { type: "stream"; dict: PdfDict; data: Uint8Array };
export type PdfValue =
  | { type: "null" }
  | { type: "boolean"; value: boolean }
  | { type: "number"; value: number }
  | { type: "name"; value: string }
  | PdfString
  | PdfArray
  | PdfDict
  | PdfStream
  | PdfRef;

export const PDF_NULL: PdfValue = { type: "null" };

export function entriesOf(value: PdfValue | undefined): Map<string, PdfValue> {
  if (value?.type === "dict") return value.entries;
  return value?.type === "stream" ? value.dict.entries : new Map();
}

export function itemsOf(value: PdfValue | undefined): PdfValue[] {
  return value?.type === "array" ? value.items : [];
}

/** A non-negative integer, or undefined. */
export function integerOf(value: PdfValue | undefined): number | undefined {
  if (value?.type !== "number" || !Number.isSafeInteger(value.value) || value.value < 0) return undefined;
  return value.value;
}

export function nameOf(value: PdfValue | undefined): string | undefined {
  return value?.type === "name" ? value.value : undefined;
}

/** Same object number and generation. */
export function sameRef(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  return a?.type === "ref" && b?.type === "ref" && a.number === b.number && a.generation === b.generation;
}

function sameEntries(a: Map<string, PdfValue>, b: Map<string, PdfValue>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => sameValue(value, b.get(key)));
}

/** The same value, references not followed: what a reference points to is compared where it is redefined. */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.type === "array" && b.type === "array")
    return a.items.length === b.items.length && a.items.every((item, i) => sameValue(item, b.items[i]));
  if (a.type === "dict" && b.type === "dict") return sameEntries(a.entries, b.entries);
  if (a.type === "string" && b.type === "string") return sameBytes(a.bytes, b.bytes);
  if (a.type === "stream" && b.type === "stream")
    return sameEntries(a.dict.entries, b.dict.entries) && sameBytes(a.data, b.data);
  if (a.type === "ref") return sameRef(a, b);
  if (a.type === "null") return b.type === "null";
  return "value" in a && "value" in b && a.type === b.type && a.value === b.value;
}
