/**
 * The form in which a journal entry is hashed: JSON with its members sorted by name (as RFC 8785 orders them), so that
 * the same entry gives the same bytes whatever database or program wrote it out.
 */
import type { ActorKind } from "../access/actor.ts";

export type HashedEntry = {
  id: number;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  actorKind: ActorKind;
  actorId: string;
  actorName: string;
  orderNumber: number | null;
  event: unknown;
  previousHash: string;
};

/** The hash before the first entry. */
export const GENESIS_HASH = "0".repeat(64);

/** The canonical form of an entry, to be hashed with SHA-256. */
export function canonicalEntry(entry: HashedEntry): string {
  return canonicalJson(entry);
}

/**
 * The canonical form up to where its place in the chain begins: `id`, `orderNumber` and `previousHash` are its last members
 * in that order, and follow once the entry has its place.
 */
export function canonicalBeginning(entry: Omit<HashedEntry, "id" | "orderNumber" | "previousHash">): string {
  return canonicalJson(entry).replace(/\}$/, ",");
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
