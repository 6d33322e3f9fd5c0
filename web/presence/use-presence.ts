import { useQuery } from "@tanstack/react-query";
import type { Presence } from "../../domain/presence/presence-api.ts";
import { presenceOptions } from "./queries.ts";

const NOBODY: ReadonlyMap<number, readonly string[]> = new Map();
const byNumber = (presence: Presence[]): ReadonlyMap<number, readonly string[]> =>
  new Map(presence.map(({ number, operators }) => [number, operators]));

/** The orders that somebody has open, with the names of the others. */
export function usePresence(): ReadonlyMap<number, readonly string[]> {
  return useQuery({ ...presenceOptions(), select: byNumber }).data ?? NOBODY;
}

/**
 * The others who have one order open; undefined when nobody has, oneself included. Redraws only when that changes, and
 * asks nothing: what stands around it does, with `usePresence`.
 */
export function useOthers(number: number): readonly string[] | undefined {
  const select = (presence: Presence[]) => presence.find((one) => one.number === number)?.operators ?? null;
  return useQuery({ ...presenceOptions(), enabled: false, refetchInterval: false, select }).data ?? undefined;
}
