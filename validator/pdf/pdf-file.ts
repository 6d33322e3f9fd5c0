/** A PDF as its cross-references describe it, seen as it stood at the end of any of its revisions. */

import { Malformed } from "../reading/malformed.ts";
import { Allowance } from "./allowance.ts";
import {
  decodeStream,
  type Entry,
  readSections,
  type Section,
  startOfCrossReference,
} from "./cross-reference.ts";
import { PdfParser } from "./pdf-parser.ts";
import { entriesOf, integerOf, itemsOf, nameOf, PDF_NULL, type PdfRef, type PdfValue } from "./pdf-value.ts";

const MAX_REFERENCES_FOLLOWED = 20;
const MAX_PAGES = 20_000;

/** One object of an object stream, and its place there, by which readers find it. */
type Packed = { value: PdfValue; index: number };

/** What was read of the file, for all of its states: the same bytes are the same objects. */
type Parsed = {
  /** By offset; for the states that hold it to its end. */
  objects: Map<number, { number: number; generation: number; value: PdfValue; end: number }>;
  containers: WeakMap<PdfValue, Map<number, Packed>>;
  allowance: Allowance;
};

/** The file as it stood after its first `end` bytes. */
export class PdfState {
  /** No more than were there: an offset or a length that leads beyond them would let later bytes change this state. */
  readonly bytes: Uint8Array;
  /** Newest first. */
  readonly sections: Section[];
  readonly #objects = new Map<number, PdfValue>();
  readonly #containers = new Map<number, Map<number, Packed>>();
  readonly #parsed: Parsed;

  constructor(bytes: Uint8Array, sections: Section[], parsed: Parsed) {
    this.bytes = bytes;
    this.sections = sections;
    this.#parsed = parsed;
  }

  get trailer(): Map<string, PdfValue> {
    return this.sections[0]?.trailer ?? new Map();
  }

  /** Where an object is, if it is in use. */
  entry(number: number): Exclude<Entry, { kind: "free" }> | undefined {
    for (const section of this.sections) {
      const entry = section.entries.get(number);
      if (entry) return entry.kind === "free" ? undefined : entry;
    }
    return undefined;
  }

  /** The value behind a reference; anything else is itself. A reference to nothing is null (§7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? PDF_NULL;
    for (let i = 0; current.type === "ref"; i++) {
      if (i > MAX_REFERENCES_FOLLOWED) throw new Malformed("references without end");
      current = this.#load(current);
    }
    return current;
  }

  #load(ref: PdfRef): PdfValue {
    const known = this.#objects.get(ref.number);
    if (known) return known;
    const entry = this.entry(ref.number);
    if (!entry) return PDF_NULL;
    const value = entry.kind === "offset" ? this.#read(ref, entry) : this.#unpack(ref.number, entry);
    this.#objects.set(ref.number, value);
    return value;
  }

  #read(
    ref: PdfRef,
    { offset, generation }: { offset: number; generation: number },
    isContainer = false,
  ): PdfValue {
    if (generation !== ref.generation) return PDF_NULL;
    const known = this.#parsed.objects.get(offset);
    const isKnown = known?.number === ref.number && known.generation === generation;
    if (isKnown && known.end <= this.bytes.length) return known.value;
    const first = this.bytes[offset];
    if (first === undefined || first < 48 || first > 57)
      throw new Malformed(`object ${ref.number} is not where the cross-reference says`);
    let isSelfContained = true;
    const parser = new PdfParser(this.bytes, offset, this.#parsed.allowance);
    const value = parser.indirectObject(ref, (length) => {
      // Another state may say otherwise how long it is.
      isSelfContained = false;
      return this.#lengthOf(length, isContainer);
    });
    if (isSelfContained)
      this.#parsed.objects.set(offset, { number: ref.number, generation, value, end: parser.position });
    return value;
  }

  /**
   * A `/Length` given apart must be a plain integer, in the file or in an object stream; that of an object stream in the
   * file itself (§7.5.7): nothing to recurse into.
   */
  #lengthOf(ref: PdfRef, isOfContainer: boolean): number | undefined {
    const entry = this.entry(ref.number);
    if (entry?.kind === "compressed" && !isOfContainer && ref.generation === 0)
      return integerOf(this.#unpack(ref.number, entry));
    if (entry?.kind !== "offset" || entry.generation !== ref.generation) return undefined;
    return integerOf(new PdfParser(this.bytes, entry.offset).indirectObject(ref, () => undefined));
  }

  #unpack(number: number, { container, index }: { container: number; index: number }): PdfValue {
    let objects = this.#containers.get(container);
    if (!objects) {
      objects = this.#readContainer(container);
      this.#containers.set(container, objects);
    }
    const packed = objects.get(number);
    if (packed?.index !== index) throw new Malformed(`object ${number} is not in its object stream`);
    return packed.value;
  }

  /** ISO 32000-2 §7.5.7. */
  #readContainer(number: number): Map<number, Packed> {
    const entry = this.entry(number);
    if (entry?.kind !== "offset") throw new Malformed("object stream missing");
    const stream = this.#read({ type: "ref", number, generation: 0 }, entry, true);
    if (stream.type !== "stream" || nameOf(stream.dict.entries.get("Type")) !== "ObjStm")
      throw new Malformed("not an object stream");
    const known = this.#parsed.containers.get(stream);
    if (known) return known;
    const data = decodeStream(stream);
    const count = integerOf(stream.dict.entries.get("N")) ?? 0;
    const first = integerOf(stream.dict.entries.get("First")) ?? 0;
    if (count > data.length) throw new Malformed("object stream too short");
    const index = new PdfParser(data, 0);
    const objects = new Map<number, Packed>();
    for (let i = 0; i < count; i++) {
      const [object, offset] = [index.integer(), index.integer()];
      const value = new PdfParser(data, first + offset, this.#parsed.allowance).value();
      // Some readers would take the first of two, others the last.
      if (objects.has(object)) throw new Malformed("object twice in one object stream");
      objects.set(object, { value: withoutPosition(value), index: i });
    }
    this.#parsed.containers.set(stream, objects);
    return objects;
  }

  get catalog(): Map<string, PdfValue> {
    return entriesOf(this.resolve(this.trailer.get("Root")));
  }

  /** The object numbers of the pages, in order, by the page tree. */
  pages(): number[] {
    const pages: number[] = [];
    const seen = new Set<number>();
    const pending: PdfValue[] = [this.catalog.get("Pages") ?? PDF_NULL];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.type !== "ref" || seen.has(node.number)) continue;
      if (seen.size > MAX_PAGES) throw new Malformed("too many pages");
      seen.add(node.number);
      const entries = entriesOf(this.resolve(node));
      if (nameOf(entries.get("Type")) === "Page") pages.push(node.number);
      else pending.push(...itemsOf(this.resolve(entries.get("Kids"))).toReversed());
    }
    return pages;
  }
}

/** Positions inside an object stream are not positions in the file: a signature's `/Contents` must not pass there. */
function withoutPosition(value: PdfValue): PdfValue {
  if (value.type === "string") return { ...value, start: -1, end: -1 };
  if (value.type === "array") return { type: "array", items: value.items.map(withoutPosition) };
  if (value.type !== "dict") return value;
  return {
    type: "dict",
    entries: new Map([...value.entries].map(([key, item]) => [key, withoutPosition(item)])),
  };
}

export type PdfFile = { bytes: Uint8Array; latest: PdfState; at(end: number): PdfState };

/** The last end of a revision; bytes may follow it, which the caller then reports. */
function lastRevisionEnd(bytes: Uint8Array): number {
  const marker = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf("%%EOF");
  if (marker < 0) throw new Malformed("no %%EOF");
  return marker + "%%EOF".length;
}

/** Throws {@link Malformed} when the bytes are not a PDF this validator reads, e.g. an encrypted one. */
export function openPdf(bytes: Uint8Array): PdfFile {
  if (!/^%PDF-[12]\.\d/.test(Buffer.from(bytes.subarray(0, 8)).toString("latin1")))
    throw new Malformed("not a PDF");
  const end = lastRevisionEnd(bytes);
  const allowance = new Allowance();
  const sections = readSections(bytes, startOfCrossReference(bytes.subarray(0, end)), allowance);
  if (sections.some((section) => section.trailer.has("Encrypt"))) throw new Malformed("encrypted PDF");
  const parsed: Parsed = { objects: new Map(), containers: new WeakMap(), allowance };
  const latest = new PdfState(bytes, sections, parsed);
  const at = (limit: number) =>
    new PdfState(
      bytes.subarray(0, limit),
      sections.filter((section) => section.end <= limit),
      parsed,
    );
  return { bytes, latest, at };
}
