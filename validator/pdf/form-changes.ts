/**
 * What one revision did to the form: one field signed, new or waiting for it, or a field that waits for a signature.
 * What signs a file may also give the form the resources that it lacked.
 */
import { refuse } from "../reading/malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, integerOf, itemsOf, nameOf, type PdfValue, sameValue } from "./pdf-value.ts";
import { MAX_OBJECTS_WALKED } from "./redefinable.ts";
import type { RevisionPair } from "./revision-pair.ts";
import { isTimeStampDictionary, textOf } from "./signature-fields.ts";

type Entries = Map<string, PdfValue>;

/** The field that a revision signed. */
export type SignedField = { name: string; isNew: boolean; isTimeStamp: boolean };

/** What a revision did to the form. `refs`: the field and its widgets, by which a page shows it. */
export type FormChange = { signed?: SignedField; waiting?: string; refs: PdfValue[] };

/** What a new field may say: its look and its signature, no action (§12.7.4, §12.5.6.19). */
const FIELD_KEYS = new Set(
  "Type Subtype FT T V P Rect F AP Ff MK DA DR H M NM TU Lock SV Border BS Kids".split(" "),
);
/** The same for its widgets, where they stand apart (§12.7.5.1). */
const WIDGET_KEYS = new Set("Type Subtype P Rect F AP MK H M NM Border BS Parent".split(" "));
/** What signing may change in a field that waited for it, and in its widgets. */
const FILLED_KEYS = ["V", "AP", "F", "MK", "M"];
const FORM_KEYS = ["Fields", "SigFlags", "DR", "DA"];

const formOf = (state: PdfState): Entries => entriesOf(state.resolve(state.catalog.get("AcroForm")));

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

/** What the revision did to the form; undefined when it did nothing. Throws `Malformed` when it did more than it may. */
export function formChange(pair: RevisionPair): FormChange | undefined {
  const [before, after] = [formOf(pair.before), formOf(pair.after)];
  if (!pair.unchangedExcept(before, after, FORM_KEYS)) refuse("the form changed");
  const old = pair.list(pair.before, before, "Fields");
  const more = pair.gained(old, pair.list(pair.after, after, "Fields"));
  if (!more) refuse("the form lost a field");
  const fields = allFields(pair.before, old);
  checkResources(pair, fields);
  const filled = fields.filter((ref) => wasFilled(pair, ref));
  const [ref, ...others] = more;
  if (others.length > 0 || (ref && filled.length > 0)) refuse("more than one field was signed at once");
  if (ref) return newField(pair, ref);
  return filled.length > 0 ? filledField(pair, filled) : undefined;
}

/** The fields of a form, those within others and their widgets too. */
function allFields(state: PdfState, top: readonly PdfValue[]): PdfValue[] {
  const found: PdfValue[] = [];
  const seen = new Set<number>();
  const pending = [...top];
  for (let ref = pending.pop(); ref; ref = pending.pop()) {
    if (ref.type !== "ref" || seen.has(ref.number)) continue;
    if (seen.size > MAX_OBJECTS_WALKED) refuse("too many fields");
    seen.add(ref.number);
    found.push(ref);
    pending.push(...itemsOf(state.resolve(entriesOf(state.resolve(ref)).get("Kids"))));
  }
  return found;
}

/**
 * The form may gain resources: software that signs adds fonts of its own. Not beside a field of another kind: one could
 * be drawn anew with them, and say what it did not when it was signed.
 */
function checkResources(pair: RevisionPair, fields: readonly PdfValue[]): void {
  const [before, after] = [formOf(pair.before), formOf(pair.after)];
  const isSame = pair.unchangedExcept(before, after, ["Fields", "SigFlags"]);
  if (isSame) return;
  const hasOther = fields.some((ref) => {
    const type = nameOf(entriesOf(pair.before.resolve(ref)).get("FT"));
    return type !== undefined && type !== "Sig";
  });
  const [look, newLook] = [before.get("DA"), after.get("DA")];
  const isLookKept = look === undefined || pair.same(look, newLook);
  if (hasOther || !isLookKept || !onlyGrew(pair, before.get("DR"), after.get("DR")))
    refuse("the form changed");
}

/** Whether resources are those that were there, and more under names of their own (§7.8.3). */
function onlyGrew(pair: RevisionPair, before: PdfValue | undefined, after: PdfValue | undefined): boolean {
  const newer = entriesOf(pair.after.resolve(after));
  return [...entriesOf(pair.before.resolve(before))].every(([category, value]) => {
    const kept = newer.get(category);
    if (pair.same(value, kept)) return true;
    const names = entriesOf(pair.after.resolve(kept));
    const old = entriesOf(pair.before.resolve(value));
    return old.size > 0 && [...old].every(([name, resource]) => pair.same(resource, names.get(name)));
  });
}

function wasFilled(pair: RevisionPair, ref: PdfValue): boolean {
  if (ref.type !== "ref" || !pair.numbers.has(ref.number)) return false;
  return !sameValue(pair.before.resolve(ref), pair.after.resolve(ref));
}

/** A field that the form gained: signed, or waiting for its signature and showing nothing meanwhile. */
function newField(pair: RevisionPair, ref: PdfValue): FormChange {
  if (!pair.isNew(ref)) refuse("the form gained a field that was there before");
  const field = entriesOf(pair.after.resolve(ref));
  const widgets = pair.list(pair.after, field, "Kids");
  const says = (entries: Entries, allowed: Set<string>) =>
    [...entries.keys()].every((key) => allowed.has(key));
  const isPlain = widgets.every(
    (widget) => pair.isNew(widget) && says(entriesOf(pair.after.resolve(widget)), WIDGET_KEYS),
  );
  if (!isPlain || !says(field, FIELD_KEYS)) refuse("the new field does more than sign");
  const refs = [ref, ...widgets];
  if (field.has("V")) return { signed: describe(pair, field, refs, true), refs };
  const hasLook = refs.some((each) => entriesOf(pair.after.resolve(each)).has("AP"));
  if (nameOf(field.get("FT")) !== "Sig" || hasLook) refuse("a new field that nobody signed");
  return { waiting: nameOfField(pair, field), refs };
}

const nameOfField = (pair: RevisionPair, field: Entries) => textOf(pair.after.resolve(field.get("T")));

function describe(
  pair: RevisionPair,
  field: Entries,
  refs: readonly PdfValue[],
  isNew: boolean,
): SignedField {
  const value = field.get("V");
  const dictionary = pair.after.resolve(value);
  if (nameOf(field.get("FT")) !== "Sig" || !pair.isNew(value) || dictionary.type !== "dict")
    refuse("a field changed that is no signature");
  const isTimeStamp = isTimeStampDictionary(dictionary.entries);
  const isShown = refs.some(
    (ref) => !isEmptyRectangle(pair.after.resolve(entriesOf(pair.after.resolve(ref)).get("Rect"))),
  );
  // Anybody is given a time-stamp without saying who they are: its look could cover what others signed.
  if (isTimeStamp && isShown) refuse("a time-stamp that shows something");
  return { name: nameOfField(pair, field), isNew, isTimeStamp };
}

/** One field that waited and now has its signature; its widgets, where they stand apart, may have changed with it. */
function filledField(pair: RevisionPair, filled: readonly PdfValue[]): FormChange {
  const after = (ref: PdfValue) => entriesOf(pair.after.resolve(ref));
  const before = (ref: PdfValue) => entriesOf(pair.before.resolve(ref));
  const [ref, ...others] = filled.filter((each) => after(each).has("V"));
  if (others.length > 0) refuse("more than one field was signed at once");
  if (!ref || pair.before.resolve(before(ref).get("V")).type !== "null") refuse("a field changed");
  const widgets = pair.list(pair.before, before(ref), "Kids");
  for (const each of filled) {
    const isWidget = widgets.some((widget) => sameValue(widget, each));
    const flags = after(each).get("F");
    // Of an action, /F is the file to open.
    const isFlag = flags === undefined || integerOf(flags) !== undefined;
    const isKept = pair.unchangedExcept(before(each), after(each), FILLED_KEYS);
    if (!isFlag || !isKept || (each !== ref && !isWidget)) refuse("a field changed");
  }
  const refs = [ref, ...widgets];
  return { signed: describe(pair, after(ref), refs, false), refs };
}
