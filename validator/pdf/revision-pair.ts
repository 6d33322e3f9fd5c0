/** A file before and after one of its revisions, and how the values of the two compare. */
import { refuse } from "../reading/malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, itemsOf, type PdfRef, type PdfValue, sameValue } from "./pdf-value.ts";
import { MAX_OBJECTS_WALKED } from "./redefinable.ts";

type Entries = Map<string, PdfValue>;

export class RevisionPair {
  readonly before: PdfState;
  readonly after: PdfState;
  /** The objects that the revision defines. */
  readonly numbers: Set<number>;

  constructor(before: PdfState, after: PdfState) {
    this.before = before;
    this.after = after;
    this.numbers = new Set(after.sections[0]?.entries.keys());
  }

  /** A reference to an object that the revision defines and that was none before. */
  isNew(value: PdfValue | undefined): value is PdfRef {
    return (
      value?.type === "ref" && this.numbers.has(value.number) && this.before.entry(value.number) === undefined
    );
  }

  /** A list of `owner`, in it or apart. */
  list(state: PdfState, owner: Entries, key: string): PdfValue[] {
    return itemsOf(state.resolve(owner.get(key)));
  }

  /** Whether every entry but the allowed ones is as it was. */
  unchangedExcept(before: Entries, after: Entries, allowed: readonly string[]): boolean {
    const keys = new Set([...before.keys(), ...after.keys()].filter((key) => !allowed.includes(key)));
    return [...keys].every((key) => this.same(before.get(key), after.get(key)));
  }

  /**
   * Whether a value is what it was, although it may have moved to an object of its own or from it: what signs a file
   * may write its parts apart, without changing them. An object that keeps its number is compared where it is defined anew.
   */
  same(before: PdfValue | undefined, after: PdfValue | undefined): boolean {
    const met = new Set<string>();
    const pending: [PdfValue | undefined, PdfValue | undefined][] = [[before, after]];
    for (let pair = pending.pop(); pair; pair = pending.pop()) {
      const [a, b] = pair;
      if (sameValue(a, b)) continue;
      if (a === undefined || b === undefined) return false;
      if (met.size > MAX_OBJECTS_WALKED) refuse("too many objects");
      if (a.type === "ref" && b.type === "ref") {
        const name = `${a.number} ${b.number}`;
        if (met.has(name)) continue;
        met.add(name);
      }
      const parts = this.#parts(this.before.resolve(a), this.after.resolve(b));
      if (!parts) return false;
      pending.push(...parts);
    }
    return true;
  }

  /** What has to be the same for these two to be; undefined when they cannot be. */
  #parts(a: PdfValue, b: PdfValue): [PdfValue | undefined, PdfValue | undefined][] | undefined {
    if (a.type === "array" && b.type === "array")
      return a.items.length === b.items.length ? a.items.map((item, at) => [item, b.items[at]]) : undefined;
    const isContainer = a.type === "dict" || a.type === "stream";
    if (!isContainer) return sameValue(a, b) ? [] : undefined;
    if (a.type !== b.type || entriesOf(a).size !== entriesOf(b).size) return undefined;
    if (a.type === "stream" && b.type === "stream" && Buffer.compare(a.data, b.data) !== 0) return undefined;
    return [...entriesOf(a)].map(([key, value]) => [value, entriesOf(b).get(key)]);
  }

  /** The items that a list gained, wherever; undefined when it lost one or changed their order. */
  gained(before: readonly PdfValue[], after: readonly PdfValue[]): PdfValue[] | undefined {
    const more: PdfValue[] = [];
    let at = 0;
    for (const item of after) {
      if (at < before.length && sameValue(before[at], item)) at += 1;
      else more.push(item);
    }
    return at === before.length ? more : undefined;
  }
}
