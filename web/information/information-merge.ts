/** What two operators made of the same information, field by field, and what one of them keeps of it (DETAIL-8). */
import type { JournalEntry } from "../../domain/journal/journal.ts";
import type { Draft } from "./information-draft.ts";
import {
  ALL_FIELDS,
  type FieldPath,
  OPTIONAL_PERSONS,
  type OptionalPerson,
  personOf,
} from "./information-fields.ts";

/** A field, or a person whom one of the two added or took away. */
export type Place = FieldPath | OptionalPerson;
export type Side = "mine" | "theirs";
export type Difference = { place: Place; touchedBy: Side | "both"; mine: string; theirs: string };
export type Choices = Partial<Record<Place, Side>>;

/** Where the two disagree, in the order of the form. `base` is what both began with. */
export function differencesOf(base: Draft, mine: Draft, theirs: Draft): Difference[] {
  return [
    ...OPTIONAL_PERSONS.filter((person) => mine.has[person] !== theirs.has[person]).map((person) => ({
      place: person,
      touchedBy: whoTouched(changedPerson(base, mine, person), changedPerson(base, theirs, person)),
      mine: nameOf(mine, person),
      theirs: nameOf(theirs, person),
    })),
    ...ALL_FIELDS.filter(
      (path) => isThere(mine, path) && isThere(theirs, path) && mine.values[path] !== theirs.values[path],
    ).map((path) => ({
      place: path,
      touchedBy: whoTouched(
        mine.values[path] !== base.values[path],
        theirs.values[path] !== base.values[path],
      ),
      mine: mine.values[path],
      theirs: theirs.values[path],
    })),
  ];
}

/** What one alone touched is theirs to say; what both touched is left open. */
export function defaultChoices(differences: readonly Difference[]): Choices {
  const settled = differences.flatMap(({ place, touchedBy }) =>
    touchedBy === "both" ? [] : [[place, touchedBy] as const],
  );
  return Object.fromEntries(settled);
}

/** Their information with what was chosen of mine upon it. */
export function merge(mine: Draft, theirs: Draft, choices: Choices): Draft {
  const values = { ...theirs.values };
  const has = { ...theirs.has };
  for (const person of OPTIONAL_PERSONS) if (choices[person] === "mine") has[person] = mine.has[person];
  for (const path of ALL_FIELDS) {
    const person = personOf(path);
    const isMine = choices[path] === "mine" || (person && choices[person] === "mine");
    if (isMine) values[path] = mine.values[path];
  }
  return { values, has };
}

/** Who last changed what stands at this place, and when; the history comes newest first. */
export function lastChange(history: readonly JournalEntry[], place: Place): JournalEntry | undefined {
  return history.find(
    ({ event }) =>
      event.type === "informationModified" &&
      event.changes.some(({ field }) => field === place || field.startsWith(`${place}.`)),
  );
}

function whoTouched(mine: boolean, theirs: boolean): Side | "both" {
  if (mine && theirs) return "both";
  return theirs ? "theirs" : "mine";
}

function isThere(draft: Draft, path: FieldPath): boolean {
  const person = personOf(path);
  return !person || draft.has[person];
}

function changedPerson(base: Draft, draft: Draft, person: OptionalPerson): boolean {
  if (draft.has[person] !== base.has[person]) return true;
  return ALL_FIELDS.some((path) => personOf(path) === person && draft.values[path] !== base.values[path]);
}

function nameOf(draft: Draft, person: OptionalPerson): string {
  if (!draft.has[person]) return "";
  return `${draft.values[`${person}.givenName`]} ${draft.values[`${person}.familyName`]}`.trim();
}
