/**
 * What one revision did to the one before. Allowed: one signature or document time-stamp, in a new field or in an empty
 * one, the document security store, and descriptions that no page shows. The threat is the shadow attack: content prepared
 * before a signature and shown, hidden or replaced after it, by a reader that finds the signature intact.
 */

import { refuse } from "../reading/malformed.ts";
import { type FormChange, formChange } from "./form-changes.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, nameOf, type PdfValue, sameRef, sameValue } from "./pdf-value.ts";
import { reachable, redefinable, refTo } from "./redefinable.ts";
import { RevisionPair } from "./revision-pair.ts";

/** What no page shows: extensions of the format in use, and the description in XML. */
const CATALOG_KEYS = ["AcroForm", "DSS", "Extensions", "Metadata", "Version"];
/** The dictionary of descriptions: when and by which program the file was last written. */
const DESCRIPTION_KEYS = ["ModDate", "Producer"];

/** What each state shows and says of itself; other entries of a trailer mean nothing to a reader. */
const rootsOf = ({ trailer }: PdfState): PdfValue[] =>
  ["Root", "Info"].flatMap((key) => trailer.get(key) ?? []);

export class Increment {
  readonly #pair: RevisionPair;

  constructor(before: PdfState, after: PdfState) {
    this.#pair = new RevisionPair(before, after);
  }

  /** What it did to the form; undefined when nothing. */
  formChange(): FormChange | undefined {
    return formChange(this.#pair);
  }

  checkCatalog(): void {
    const { before, after } = this.#pair;
    const [root, newRoot] = [before.trailer.get("Root"), after.trailer.get("Root")];
    if (!sameRef(root, newRoot) && !this.#pair.isNew(newRoot)) refuse("another catalog");
    if (!this.#pair.unchangedExcept(before.catalog, after.catalog, CATALOG_KEYS))
      refuse("the catalog changed");
    const metadata = after.resolve(after.catalog.get("Metadata"));
    if (after.catalog.has("Metadata") && nameOf(entriesOf(metadata).get("Type")) !== "Metadata")
      refuse("the catalog changed");
    const [info = new Map(), newInfo = new Map()] = [before, after].map((state) =>
      entriesOf(state.resolve(state.trailer.get("Info"))),
    );
    if (!this.#pair.unchangedExcept(info, newInfo, DESCRIPTION_KEYS)) refuse("another description");
  }

  /** `signed`: the field that was signed and its widgets, all that a page may show more. */
  checkPages(signed: readonly PdfValue[]): void {
    const { before, after, numbers } = this.#pair;
    const pages = before.pages();
    if (pages.join() !== after.pages().join()) refuse("the pages changed");
    for (const page of pages) {
      const annotations = entriesOf(before.resolve(refTo(page))).get("Annots");
      const isApart = annotations?.type === "ref" && numbers.has(annotations.number);
      if (isApart || numbers.has(page)) this.#checkPage(page, signed);
    }
  }

  #checkPage(number: number, signed: readonly PdfValue[]): void {
    const pair = this.#pair;
    const [before, after] = [pair.before, pair.after].map((state) => entriesOf(state.resolve(refTo(number))));
    if (!before || !after || !pair.unchangedExcept(before, after, ["Annots"])) refuse("a page changed");
    const more = pair.gained(
      pair.list(pair.before, before, "Annots"),
      pair.list(pair.after, after, "Annots"),
    );
    if (!more || more.some((each) => !signed.some((ref) => sameRef(each, ref))))
      refuse("a page's annotations changed");
  }

  /** Whether the revision added to what proves signatures. */
  hasNewEvidence(): boolean {
    const [before, after] = [this.#pair.before, this.#pair.after].map((state) => state.catalog.get("DSS"));
    if (!after) return false;
    return (
      !sameValue(before, after) ||
      [...reachable(this.#pair.after, [after])].some((at) => this.#pair.numbers.has(at))
    );
  }

  /**
   * Each entry of the appended section must hit its own object inside the appended bytes: an entry that points back
   * revives a hidden object. A new object may not fill a reference that the signed revision left dangling. One that nothing
   * uses does no harm: whatever shows it later is a revision of its own.
   */
  checkEntries(from: number, to: number, signed: readonly PdfValue[]): void {
    const { before, after } = this.#pair;
    const mayChange = redefinable(before, signed);
    const awaited = reachable(before, rootsOf(before));
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
      const ref = { ...refTo(number), generation: entry.kind === "offset" ? entry.generation : 0 };
      const value = after.resolve(ref);
      // Some software writes again what it did not change.
      if (existed && sameValue(before.resolve(ref), value)) continue;
      if (existed ? !mayChange.has(number) : awaited.has(number)) refuse(`object ${number} changed`);
    }
  }
}
