/** Follows a file from one signed revision to the next, one increment at a time (ISO 32000-2 §7.5.6). */

import { Malformed, refuse } from "../reading/malformed.ts";
import { type Section, startOfCrossReference } from "./cross-reference.ts";
import type { FormChange, SignedField } from "./form-changes.ts";
import { Increment } from "./increment.ts";
import type { PdfFile, PdfState } from "./pdf-file.ts";
import { integerOf } from "./pdf-value.ts";

/** What happened between two ends of revisions: the fields signed in between, or why it is not allowed. */
export type Later = { problem: string | undefined; signed: SignedField[] };

const END_OF_FILE = "%%EOF";

/** Where the revision of this section ends: after its `%%EOF` and the end of that line, if there is one. */
function endOf(bytes: Uint8Array, section: Section): number {
  const marker = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(
    END_OF_FILE,
    section.offset,
  );
  if (marker < 0) refuse("the revision is not ended");
  const end = marker + END_OF_FILE.length;
  if (bytes[end] === 0x0d) return bytes[end + 1] === 0x0a ? end + 2 : end + 1;
  return bytes[end] === 0x0a ? end + 1 : end;
}

function isAtEnd(bytes: Uint8Array, end: number, to: number): boolean {
  const rest = Buffer.from(bytes.subarray(Math.min(end, to), Math.max(end, to))).toString("latin1");
  return rest === "" || rest === "\n" || rest === "\r\n" || rest === "\r";
}

const sizeOf = (state: PdfState) => integerOf(state.trailer.get("Size")) ?? 0;

/** White space alone (§7.2.3), which some software leaves at the end of a file. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => byte === 0x20 || byte === 0 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b),
  );
}

/** One revision, which ends at `to` and follows the one that ends at `from`. */
function checkStep(file: PdfFile, section: Section, from: number, to: number): FormChange | undefined {
  const [before, after] = [file.at(from), file.at(to)];
  if (after.sections.length !== before.sections.length + 1) refuse("a revision without an end of its own");
  if (section.offset !== startOfCrossReference(file.bytes.subarray(0, to)))
    refuse("the revision is not ended");
  if (section.previous !== startOfCrossReference(file.bytes.subarray(0, from)))
    refuse("the revision is not chained");
  // An object whose number is not below it is missing (§7.5.5, table 15): a smaller one would hide what was signed.
  if (sizeOf(after) < sizeOf(before)) refuse("the revision has fewer objects than before");
  const increment = new Increment(before, after);
  increment.checkCatalog();
  const change = increment.formChange();
  if (!change && !increment.hasNewEvidence()) refuse("a revision that signs nothing");
  increment.checkPages(change?.refs ?? []);
  increment.checkEntries(from, to, change?.refs ?? []);
  return change;
}

/**
 * Whether the bytes from `from` to `to`, both ends of revisions, are revisions that only sign, time-stamp or add what
 * proves signatures. Any number of them may lie between.
 */
export function checkIncrement(file: PdfFile, from: number, to: number): Later {
  const signed: SignedField[] = [];
  /** Fields made in one revision to be signed in another. */
  const waiting = new Set<string>();
  try {
    const sections = file
      .at(to)
      .sections.filter(({ offset }) => offset >= from)
      .toReversed();
    if (sections.length === 0) {
      if (!isBlank(file.bytes.subarray(from, to))) refuse("bytes that belong to no revision");
      return { problem: undefined, signed };
    }
    let start = from;
    for (const [index, section] of sections.entries()) {
      const end = endOf(file.bytes, section);
      const isLast = index === sections.length - 1;
      if (end <= start || (isLast && !isAtEnd(file.bytes, end, to))) refuse("the revision is not ended");
      const { signed: field, waiting: name } = checkStep(file, section, start, isLast ? to : end) ?? {};
      if (field) signed.push({ ...field, isNew: field.isNew || waiting.delete(field.name) });
      if (name !== undefined) waiting.add(name);
      start = end;
    }
    if (waiting.size > 0) refuse("a new field that nobody signed");
    return { problem: undefined, signed };
  } catch (error) {
    if (error instanceof Malformed) return { problem: error.message, signed };
    throw error;
  }
}
