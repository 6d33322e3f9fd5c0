/**
 * What one revision did to the one before. Allowed: one signature or document time-stamp, in a new field or in an empty
 * one, the document security store, and descriptions that no page shows. The threat is the shadow attack: content prepared
 * before a signature and shown, hidden or replaced after it, by a reader that finds the signature intact.
 */
import { refuse } from "./malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, integerOf, itemsOf, nameOf, type PdfValue, sameRef, sameValue } from "./pdf-value.ts";
import { MAX_OBJECTS_WALKED, reachable, redefinable, refTo } from "./redefinable.ts";
import { isTimeStampDictionary, textOf } from "./signature-fields.ts";

/** The field that a revision signed. */
export type SignedField = { name: string; isNew: boolean; isTimeStamp: boolean };

/** What a new field may say: its look and its signature, no action (§12.7.4, §12.5.6.19). */
const FIELD_KEYS = new Set([..."Type Subtype FT T V P Rect F AP Ff MK DA TU Lock SV Border BS".split(" ")]);
/** What signing may change in a field that waited for it. */
const FILLED_KEYS = ["V", "AP", "F", "MK", "M"];
const FORM_KEYS = ["Fields", "SigFlags"];
/** What no page shows: extensions of the format in use, and the description in XML. */
const CATALOG_KEYS = ["AcroForm", "DSS", "Extensions", "Metadata", "Version"];
/** The dictionary of descriptions: when and by which program the file was last written. */
const DESCRIPTION_KEYS = ["ModDate", "Producer"];

function unchangedExcept(before: Map<string, PdfValue>, after: Map<string, PdfValue>, allowed: string[]) {
  const keys = new Set([...before.keys(), ...after.keys()].filter((key) => !allowed.includes(key)));
  return [...keys].every((key) => sameValue(before.get(key), after.get(key)));
}

/** The items added at the end of a list that otherwise kept its items, or undefined when it did not. */
function added(before: PdfValue[], after: PdfValue[]): PdfValue[] | undefined {
  return before.every((item, index) => sameValue(item, after[index]))
    ? after.slice(before.length)
    : undefined;
}

/** Whether a rectangle has no area, as that of a field that shows nothing. */
function isEmptyRectangle(value: PdfValue): boolean {
  const [left, bottom, right, top] = itemsOf(value).map((side) =>
    side.type === "number" ? side.value : undefined,
  );
  return (
    value.type === "null" ||
    (left !== undefined && (left === right || (bottom !== undefined && bottom === top)))
  );
}

export class Increment {
  readonly before: PdfState;
  readonly after: PdfState;
  readonly #numbers: Set<number>;

  constructor(before: PdfState, after: PdfState) {
    this.before = before;
    this.after = after;
    this.#numbers = new Set(after.sections[0]?.entries.keys());
  }

  #isNew(value: PdfValue | undefined): boolean {
    return (
      value?.type === "ref" &&
      this.#numbers.has(value.number) &&
      this.before.entry(value.number) === undefined
    );
  }

  #form(state: PdfState): Map<string, PdfValue> {
    return entriesOf(state.resolve(state.catalog.get("AcroForm")));
  }

  #list(state: PdfState, owner: Map<string, PdfValue>, key: string): PdfValue[] {
    return itemsOf(state.resolve(owner.get(key)));
  }

  /** The field that was signed and its reference; undefined when none was. */
  signedField(): { field: SignedField; ref: PdfValue } | undefined {
    const [before, after] = [this.#form(this.before), this.#form(this.after)];
    const allowed = before.size === 0 ? [...FORM_KEYS, "DR", "DA"] : FORM_KEYS;
    const gained = before.size === 0 ? [...after.keys()].some((key) => !allowed.includes(key)) : false;
    if (gained || !unchangedExcept(before, after, allowed)) refuse("the form changed");
    const old = this.#list(this.before, before, "Fields");
    const more = added(old, this.#list(this.after, after, "Fields"));
    if (!more) refuse("the form lost a field");
    const filled = this.#allFields(old).filter((ref) => this.#wasFilled(ref));
    const [ref, ...others] = [...more, ...filled];
    if (others.length > 0) refuse("more than one field was signed at once");
    if (!ref) return undefined;
    return { ref, field: more.length > 0 ? this.#newField(ref) : this.#filledField(ref) };
  }

  /** The fields of a form, those within others too. */
  #allFields(top: PdfValue[]): PdfValue[] {
    const found: PdfValue[] = [];
    const seen = new Set<number>();
    const pending = [...top];
    for (let ref = pending.pop(); ref; ref = pending.pop()) {
      if (ref.type !== "ref" || seen.has(ref.number)) continue;
      if (seen.size > MAX_OBJECTS_WALKED) refuse("too many fields");
      seen.add(ref.number);
      found.push(ref);
      pending.push(...itemsOf(this.before.resolve(entriesOf(this.before.resolve(ref)).get("Kids"))));
    }
    return found;
  }

  #wasFilled(ref: PdfValue): boolean {
    if (ref.type !== "ref" || !this.#numbers.has(ref.number)) return false;
    const [before, after] = [entriesOf(this.before.resolve(ref)), entriesOf(this.after.resolve(ref))];
    return !sameValue({ type: "dict", entries: before }, { type: "dict", entries: after });
  }

  #describe(field: Map<string, PdfValue>, isNew: boolean): SignedField {
    const value = field.get("V");
    const dictionary = this.after.resolve(value);
    if (nameOf(field.get("FT")) !== "Sig" || !this.#isNew(value) || dictionary.type !== "dict")
      refuse("a field changed that is no signature");
    const isTimeStamp = isTimeStampDictionary(dictionary.entries);
    // Anybody is given a time-stamp without saying who they are: its look could cover what others signed.
    if (isTimeStamp && !isEmptyRectangle(this.after.resolve(field.get("Rect"))))
      refuse("a time-stamp that shows something");
    return { name: textOf(this.after.resolve(field.get("T"))), isNew, isTimeStamp };
  }

  #newField(ref: PdfValue): SignedField {
    if (!this.#isNew(ref)) refuse("the form gained a field that was there before");
    const field = entriesOf(this.after.resolve(ref));
    if ([...field.keys()].some((key) => !FIELD_KEYS.has(key))) refuse("the new field does more than sign");
    return this.#describe(field, true);
  }

  #filledField(ref: PdfValue): SignedField {
    const [before, after] = [entriesOf(this.before.resolve(ref)), entriesOf(this.after.resolve(ref))];
    const wasEmpty = this.before.resolve(before.get("V")).type === "null";
    const flags = after.get("F");
    // Of an action, /F is the file to open.
    if (
      !wasEmpty ||
      !unchangedExcept(before, after, FILLED_KEYS) ||
      (flags && integerOf(flags) === undefined)
    )
      refuse("a field changed");
    return this.#describe(after, false);
  }

  checkCatalog(): void {
    const { before, after } = this;
    if (!sameRef(before.trailer.get("Root"), after.trailer.get("Root"))) refuse("another catalog");
    if (!unchangedExcept(before.catalog, after.catalog, CATALOG_KEYS)) refuse("the catalog changed");
    const metadata = after.resolve(after.catalog.get("Metadata"));
    if (after.catalog.has("Metadata") && nameOf(entriesOf(metadata).get("Type")) !== "Metadata")
      refuse("the catalog changed");
    const [info, newInfo] = [before, after].map((state) =>
      entriesOf(state.resolve(state.trailer.get("Info"))),
    );
    if (!unchangedExcept(info ?? new Map(), newInfo ?? new Map(), DESCRIPTION_KEYS))
      refuse("another description");
  }

  checkPages(signed: PdfValue | undefined): void {
    const pages = this.before.pages();
    if (pages.join() !== this.after.pages().join()) refuse("the pages changed");
    for (const page of pages) {
      const annotations = entriesOf(this.before.resolve(refTo(page))).get("Annots");
      const isApart = annotations?.type === "ref" && this.#numbers.has(annotations.number);
      if (isApart || this.#numbers.has(page)) this.#checkPage(page, signed);
    }
  }

  #checkPage(number: number, signed: PdfValue | undefined): void {
    const [before, after] = [this.before, this.after].map((state) => entriesOf(state.resolve(refTo(number))));
    if (!before || !after || !unchangedExcept(before, after, ["Annots"])) refuse("a page changed");
    const more = added(this.#list(this.before, before, "Annots"), this.#list(this.after, after, "Annots"));
    if (!more || more.some((each) => !sameRef(each, signed))) refuse("a page's annotations changed");
  }

  /** Whether an object only carries others: an object stream, or the cross-reference itself. */
  #isContainer(number: number): boolean {
    const type = nameOf(entriesOf(this.after.resolve(refTo(number))).get("Type"));
    return type === "XRef" || type === "ObjStm";
  }

  /** Whether the revision added to what proves signatures. */
  hasNewEvidence(): boolean {
    const [before, after] = [this.before, this.after].map((state) => state.catalog.get("DSS"));
    if (!after) return false;
    return (
      !sameValue(before, after) || [...reachable(this.after, [after])].some((at) => this.#numbers.has(at))
    );
  }

  /**
   * Each entry of the appended section must hit its own object inside the appended bytes: an entry that points back
   * revives a hidden object. A new object may not fill a reference that the signed revision left dangling, nor lie there
   * for a later revision to show.
   */
  checkEntries(from: number, to: number, signed: PdfValue | undefined): void {
    const { before, after } = this;
    const mayChange = redefinable(before, signed);
    const awaited = reachable(before, [...before.trailer.values()]);
    const used = reachable(after, [...after.trailer.values()]);
    const section = after.sections[0];
    for (const [number, entry] of section?.entries ?? []) {
      const existed = before.entry(number) !== undefined;
      if (entry.kind === "free") {
        if (existed) refuse("an object was removed");
        continue;
      }
      if (entry.kind === "offset" && (entry.offset < from || entry.offset >= to))
        refuse("an entry points elsewhere");
      if (entry.kind === "compressed" && !section?.entries.has(entry.container))
        refuse("an entry points elsewhere");
      if (!used.has(number) && !this.#isContainer(number)) refuse(`object ${number} is used by nothing`);
      if (existed ? !mayChange.has(number) : awaited.has(number)) refuse(`object ${number} changed`);
      after.resolve({ type: "ref", number, generation: entry.kind === "offset" ? entry.generation : 0 });
    }
  }
}
