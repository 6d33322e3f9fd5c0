/** What differs between two values, field by field, as the history tells it. */
import type { FieldChange } from "./journal.ts";

/** The fields (paths with dots) whose values differ; a field that one side lacks is null there. */
export function changesBetween(before: object, after: object): FieldChange[] {
  const old = new Map(leaves(before));
  const recent = new Map(leaves(after));
  const fields = [...new Set([...old.keys(), ...recent.keys()])];
  return fields
    .map((field) => ({ field, from: old.get(field) ?? null, to: recent.get(field) ?? null }))
    .filter(({ from, to }) => from !== to);
}

function leaves(value: object, prefix = ""): [string, string][] {
  return Object.entries(value).flatMap(([name, member]): [string, string][] => {
    if (member === undefined || member === null) return [];
    if (typeof member === "object") return leaves(member, `${prefix}${name}.`);
    return [[`${prefix}${name}`, String(member)]];
  });
}
