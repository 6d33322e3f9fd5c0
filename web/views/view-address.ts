/** A saved view as an address: what it keeps of the list shown, and where it leads. */
import type { SavedView } from "../../domain/views/saved-views-api.ts";
import { PATHS } from "../navigation/paths.ts";
import { stringifySearch } from "../navigation/search-params.ts";

export type ViewedList = SavedView["list"];

/**
 * What a view keeps of a list: filters, sort and page size, not the page one happens to be on. A period never said stays
 * so: « 30 derniers jours » will be those of the day when it is opened.
 */
export function searchToSave(search: Record<string, unknown>): string {
  return stringifySearch({ ...search, page: undefined }).slice(1);
}

/** Where a view leads, within the portal. */
export function hrefOfView({ list, search }: Pick<SavedView, "list" | "search">): string {
  return search === "" ? PATHS[list] : `${PATHS[list]}?${search}`;
}

/** Whether a view is what the list shows, however its filters were entered. */
export function isSameSearch(a: string, b: string): boolean {
  const sorted = (search: string) => {
    const params = new URLSearchParams(search);
    params.sort();
    return params.toString();
  };
  return sorted(a) === sorted(b);
}
