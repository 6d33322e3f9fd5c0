/**
 * Which objects a revision may define anew: those whose every use is known and compared. The threat is one object in two
 * roles, e.g. the dictionary of descriptions that is also a page's list of images: what a role lets change, another shows.
 */
import { refuse } from "../reading/malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, type PdfRef, type PdfValue } from "./pdf-value.ts";

/** What the catalog names and no page shows. */
const UNSEEN = ["DSS", "Extensions", "Metadata"];
/** Under these stands all that is painted: contents of pages, fonts and images, looks of annotations. */
const PAINTED = new Set(["Contents", "Resources", "AP"]);
export const MAX_OBJECTS_WALKED = 500_000;

export const refTo = (number: number): PdfRef => ({ type: "ref", number, generation: 0 });

/** Every object number that these values reach, defined or not. `visit` sees each entry of a dictionary on the way. */
export function reachable(
  state: PdfState,
  values: PdfValue[],
  visit?: (key: string, value: PdfValue) => void,
): Set<number> {
  const seen = new Set<number>();
  const pending = [...values];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.type === "array") for (const item of value.items) pending.push(item);
    for (const [key, item] of entriesOf(value)) {
      visit?.(key, item);
      pending.push(item);
    }
    if (value.type !== "ref" || seen.has(value.number)) continue;
    if (seen.size > MAX_OBJECTS_WALKED) refuse("too many objects");
    seen.add(value.number);
    pending.push(state.resolve(value));
  }
  return seen;
}

/**
 * The numbers of the objects that may be defined anew after `before`, when `signed` are the field that is signed and its widgets: those
 * that are compared key by key, and those that only the security store or descriptions use. Not what is painted as well,
 * and no stream in the place of a dictionary: its data would be compared by nobody.
 */
export function redefinable(before: PdfState, signed: readonly PdfValue[]): Set<number> {
  const own = UNSEEN.flatMap((key) => before.catalog.get(key) ?? []);
  const others = [...before.catalog].flatMap(([key, value]) => (UNSEEN.includes(key) ? [] : [value]));
  const roots: PdfValue[] = [];
  const elsewhere = reachable(before, others, (key, value) => {
    if (PAINTED.has(key)) roots.push(value);
  });
  const painted = reachable(before, roots);
  const numbers = new Set<number>();
  const allow = (value: PdfValue | undefined) => {
    if (value?.type !== "ref" || painted.has(value.number)) return;
    if (before.resolve(value).type !== "stream") numbers.add(value.number);
  };
  allow(before.trailer.get("Root"));
  allow(before.trailer.get("Info"));
  allow(before.catalog.get("AcroForm"));
  allow(entriesOf(before.resolve(before.catalog.get("AcroForm"))).get("Fields"));
  for (const ref of signed) allow(ref);
  for (const page of before.pages()) {
    allow(refTo(page));
    allow(entriesOf(before.resolve(refTo(page))).get("Annots"));
  }
  for (const number of reachable(before, own)) if (!elsewhere.has(number)) numbers.add(number);
  return numbers;
}
