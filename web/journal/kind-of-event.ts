import type { TFunction } from "i18next";

/** Whether the screens have words under a key: the journal outlives the lists that it was written with. */
export type Exists = (key: string) => boolean;

/** The kind of an event in words, when its particulars are not known. */
export function kindOf(type: string, t: TFunction, exists: Exists): string {
  const known = [`journal.short.${type}`, `journal.event.${type}`].find(exists);
  return known ? t(known as "journal.event.commentAdded") : type;
}
