/**
 * What later revisions may do to a signed one: add a signature, nothing else. The threat is the shadow attack: content
 * prepared before the signature and shown, hidden or replaced after it, by a reader that finds the signature intact.
 */
import { startOfCrossReference } from "./cross-reference.ts";
import { Malformed } from "./malformed.ts";
import type { PdfFile, PdfState } from "./pdf-file.ts";
import { entriesOf, itemsOf, nameOf, type PdfValue, sameRef, sameValue } from "./pdf-value.ts";

/** What a new field may say: its look and its signature, no action (§12.7.4, §12.5.6.19). */
const FIELD_KEYS = new Set([..."Type Subtype FT T V P Rect F AP Ff MK DA TU Lock SV Border BS".split(" ")]);
const MAX_OBJECTS_WALKED = 500_000;

function unchangedExcept(
  before: Map<string, PdfValue>,
  after: Map<string, PdfValue>,
  allowed: string[],
): boolean {
  const keys = new Set([...before.keys(), ...after.keys()].filter((key) => !allowed.includes(key)));
  return [...keys].every((key) => sameValue(before.get(key), after.get(key)));
}

/** The items added at the end of a list that otherwise kept its items, or undefined when it did not. */
function added(before: PdfValue[], after: PdfValue[]): PdfValue[] | undefined {
  return before.every((item, index) => sameValue(item, after[index]))
    ? after.slice(before.length)
    : undefined;
}

function refuse(reason: string): never {
  throw new Malformed(reason);
}

/** Every object number that the state's catalog and information dictionary reach, defined or not. */
function reachable(state: PdfState): Set<number> {
  const seen = new Set<number>();
  const pending: PdfValue[] = [...state.trailer.values()];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.type === "array") for (const item of value.items) pending.push(item);
    for (const item of entriesOf(value).values()) pending.push(item);
    if (value.type !== "ref" || seen.has(value.number)) continue;
    if (seen.size > MAX_OBJECTS_WALKED) refuse("too many objects");
    seen.add(value.number);
    pending.push(state.resolve(value));
  }
  return seen;
}

class Increment {
  readonly before: PdfState;
  readonly after: PdfState;
  readonly #numbers: Set<number>;

  constructor(before: PdfState, after: PdfState, numbers: Set<number>) {
    this.before = before;
    this.after = after;
    this.#numbers = numbers;
  }

  #isNew(ref: PdfValue): boolean {
    return ref.type === "ref" && this.#numbers.has(ref.number) && this.before.entry(ref.number) === undefined;
  }

  #list(state: PdfState, owner: Map<string, PdfValue>, key: string): PdfValue[] {
    return itemsOf(state.resolve(owner.get(key)));
  }

  /** The one field that the form gained. */
  newField(): PdfValue {
    const form = (state: PdfState) => entriesOf(state.resolve(state.catalog.get("AcroForm")));
    const [before, after] = [form(this.before), form(this.after)];
    const allowed = before.size === 0 ? ["Fields", "SigFlags", "DR", "DA"] : ["Fields", "SigFlags"];
    if (!unchangedExcept(before, after, allowed)) refuse("the form changed");
    if (allowed.length > 2 && [...after.keys()].some((key) => !allowed.includes(key)))
      refuse("the form changed");
    const fields = added(this.#list(this.before, before, "Fields"), this.#list(this.after, after, "Fields"));
    const [field, ...others] = fields ?? [];
    if (!field || others.length > 0 || !this.#isNew(field)) refuse("the form did not gain exactly one field");
    this.#checkField(this.after.resolve(field));
    return field;
  }

  #checkField(value: PdfValue): void {
    if (value.type !== "dict") refuse("the new field is no dictionary");
    this.#checkFieldEntries(value.entries);
  }

  #checkFieldEntries(field: Map<string, PdfValue>): void {
    const value = field.get("V");
    if (nameOf(field.get("FT")) !== "Sig" || !value || !this.#isNew(value))
      refuse("the new field is no signature");
    if ([...field.keys()].some((key) => !FIELD_KEYS.has(key))) refuse("the new field does more than sign");
  }

  checkCatalog(): void {
    if (!sameRef(this.before.trailer.get("Root"), this.after.trailer.get("Root"))) refuse("another catalog");
    if (!sameValue(this.before.trailer.get("Info"), this.after.trailer.get("Info")))
      refuse("another description");
    if (!unchangedExcept(this.before.catalog, this.after.catalog, ["AcroForm"]))
      refuse("the catalog changed");
  }

  checkPage(number: number, field: PdfValue): void {
    const ref: PdfValue = { type: "ref", number, generation: 0 };
    const [before, after] = [entriesOf(this.before.resolve(ref)), entriesOf(this.after.resolve(ref))];
    if (!unchangedExcept(before, after, ["Annots"])) refuse("a page changed");
    const annotations = added(
      this.#list(this.before, before, "Annots"),
      this.#list(this.after, after, "Annots"),
    );
    if (!annotations || annotations.some((each) => !sameRef(each, field)))
      refuse("a page's annotations changed");
  }

  /** Objects that may be redefined besides pages: the catalog, the form, and the lists they give apart. */
  redefinable(pages: number[]): Set<number> {
    const numbers = new Set<number>();
    const allow = (value: PdfValue | undefined) => {
      if (value?.type === "ref") numbers.add(value.number);
    };
    allow(this.before.trailer.get("Root"));
    allow(this.before.catalog.get("AcroForm"));
    allow(entriesOf(this.before.resolve(this.before.catalog.get("AcroForm"))).get("Fields"));
    for (const number of pages) {
      numbers.add(number);
      allow(entriesOf(this.before.resolve({ type: "ref", number, generation: 0 })).get("Annots"));
    }
    return numbers;
  }
}

/**
 * Each entry of the appended section must hit its own object inside the appended bytes: an entry that points back
 * revives a hidden object. A new object may not fill a reference that the signed revision left dangling.
 */
function checkEntries(increment: Increment, from: number, to: number, pages: number[]): void {
  const { before, after } = increment;
  const redefinable = increment.redefinable(pages);
  const awaited = reachable(before);
  for (const [number, entry] of after.sections[0]?.entries ?? []) {
    const existed = before.entry(number) !== undefined;
    if (entry.kind === "free") {
      if (existed) refuse("an object was removed");
      continue;
    }
    if (entry.kind === "offset" && (entry.offset < from || entry.offset >= to))
      refuse("an entry points elsewhere");
    if (entry.kind === "compressed" && !after.sections[0]?.entries.has(entry.container))
      refuse("an entry points elsewhere");
    if (existed ? !redefinable.has(number) : awaited.has(number)) refuse(`object ${number} changed`);
    after.resolve({ type: "ref", number, generation: entry.kind === "offset" ? entry.generation : 0 });
  }
}

/**
 * Whether the bytes from `from` to `to` are one increment that only adds one signature. Returns the reason when not.
 * Both are ends of revisions.
 */
export function checkIncrement(file: PdfFile, from: number, to: number): string | undefined {
  try {
    const [before, after] = [file.at(from), file.at(to)];
    const [section, ...older] = after.sections;
    if (older.length !== before.sections.length) refuse("not exactly one revision was added");
    if (section?.offset !== startOfCrossReference(file.bytes.subarray(0, to)))
      refuse("the revision is not ended");
    if (section.previous !== startOfCrossReference(file.bytes.subarray(0, from)))
      refuse("the revision is not chained");
    const increment = new Increment(before, after, new Set(section.entries.keys()));
    const pages = before.pages();
    if (pages.join() !== after.pages().join()) refuse("the pages changed");
    increment.checkCatalog();
    const field = increment.newField();
    for (const page of pages) if (section.entries.has(page)) increment.checkPage(page, field);
    checkEntries(increment, from, to, pages);
    checkAnnotationLists(increment, pages, section.entries, field);
    return undefined;
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

/** Lists of annotations kept apart from their page are compared too. */
function checkAnnotationLists(
  increment: Increment,
  pages: number[],
  changed: Map<number, unknown>,
  field: PdfValue,
): void {
  for (const page of pages) {
    const annotations = entriesOf(increment.before.resolve({ type: "ref", number: page, generation: 0 })).get(
      "Annots",
    );
    if (annotations?.type === "ref" && changed.has(annotations.number)) increment.checkPage(page, field);
  }
}
