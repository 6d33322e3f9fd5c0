/** The signatures that a PDF's form declares (ISO 32000-2 §12.7.5.5). */
import { Malformed } from "../reading/malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, itemsOf, nameOf, type PdfString, type PdfValue } from "./pdf-value.ts";

export type SignatureField = {
  name: string;
  dictionary: Map<string, PdfValue>;
  /** A document time-stamp (ETSI EN 319 142-1 §5.4.3) rather than somebody's signature. */
  isTimeStamp: boolean;
};

const MAX_FIELDS = 5000;

export function isTimeStampDictionary(dictionary: Map<string, PdfValue>): boolean {
  return (
    nameOf(dictionary.get("Type")) === "DocTimeStamp" ||
    nameOf(dictionary.get("SubFilter")) === "ETSI.RFC3161"
  );
}

/** What is signed with, in the dictionary itself. Throws {@link Malformed}. */
export function contentsOf(dictionary: Map<string, PdfValue>): PdfString {
  const contents = dictionary.get("Contents");
  if (contents?.type !== "string") throw new Malformed("Contents must be a string in the dictionary itself");
  return contents;
}

/** A text of a PDF (ISO 32000-2 §7.9.2.2), in Unicode or, near enough, in Latin-1. */
export function textOf(value: PdfValue): string {
  if (value.type !== "string") return "";
  const marked = value.bytes[0] === 0xfe && value.bytes[1] === 0xff;
  return marked
    ? new TextDecoder("utf-16be").decode(value.bytes.subarray(2))
    : Buffer.from(value.bytes).toString("latin1");
}

/** Every signed signature field, in the form's order. One signature that several fields name is one signature. */
export function signatureFields(state: PdfState): SignatureField[] {
  const form = entriesOf(state.resolve(state.catalog.get("AcroForm")));
  const pending = itemsOf(state.resolve(form.get("Fields"))).map((ref) => ({
    ref,
    type: undefined as string | undefined,
  }));
  pending.reverse();
  const found: SignatureField[] = [];
  const named = new Set<number>();
  let count = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (++count > MAX_FIELDS) throw new Malformed("too many form fields");
    const field = entriesOf(state.resolve(next.ref));
    const type = nameOf(field.get("FT")) ?? next.type;
    for (const kid of itemsOf(state.resolve(field.get("Kids")))) pending.push({ ref: kid, type });
    const given = field.get("V");
    const value = state.resolve(given);
    if (given?.type === "ref" && type === "Sig") {
      if (named.has(given.number)) continue;
      named.add(given.number);
    }
    if (type === "Sig" && value.type === "dict")
      found.push({
        name: textOf(state.resolve(field.get("T"))),
        dictionary: value.entries,
        isTimeStamp: isTimeStampDictionary(value.entries),
      });
  }
  return found;
}
