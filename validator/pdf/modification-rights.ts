/** What a signature lets happen after it: DocMDP and FieldMDP (ISO 32000-2 §12.8.2.2, §12.8.2.4). */
import { Malformed } from "../reading/malformed.ts";
import type { PdfState } from "./pdf-file.ts";
import { entriesOf, integerOf, itemsOf, nameOf, type PdfValue } from "./pdf-value.ts";

export type ModificationRights = {
  /** Of a certification signature: 1 nothing, 2 signatures and forms, 3 annotations as well; undefined of any other. */
  certified: 1 | 2 | 3 | undefined;
  /** Whether it locks a form field of this name. */
  locks(field: string): boolean;
};

const MAX_REFERENCES = 20;

function namesOf(value: PdfValue | undefined): string[] {
  return itemsOf(value).map((item) =>
    item.type === "string" ? Buffer.from(item.bytes).toString("latin1") : "",
  );
}

function lockOf(parameters: Map<string, PdfValue>): ModificationRights["locks"] {
  const action = nameOf(parameters.get("Action"));
  const fields = namesOf(parameters.get("Fields"));
  const isListed = (field: string) => fields.some((name) => field === name || field.startsWith(`${name}.`));
  if (action === "All") return () => true;
  if (action === "Include") return isListed;
  if (action === "Exclude") return (field) => !isListed(field);
  throw new Malformed("FieldMDP without a known action");
}

/** Of the signature in this dictionary. Throws {@link Malformed} when it says something that cannot be obeyed. */
export function modificationRights(state: PdfState, dictionary: Map<string, PdfValue>): ModificationRights {
  const references = itemsOf(state.resolve(dictionary.get("Reference")));
  if (references.length > MAX_REFERENCES) throw new Malformed("too many signature references");
  let certified: ModificationRights["certified"];
  const locks: ModificationRights["locks"][] = [];
  for (const item of references) {
    const reference = entriesOf(state.resolve(item));
    const parameters = entriesOf(state.resolve(reference.get("TransformParams")));
    const method = nameOf(reference.get("TransformMethod"));
    if (method === "FieldMDP") locks.push(lockOf(parameters));
    if (method !== "DocMDP") continue;
    const level = parameters.has("P") ? integerOf(parameters.get("P")) : 2;
    if (level !== 1 && level !== 2 && level !== 3) throw new Malformed("DocMDP without a known level");
    certified = level;
  }
  return { certified, locks: (field) => locks.some((lock) => lock(field)) };
}
