import { useQuery } from "@tanstack/react-query";
import { clientsOptions } from "./queries.ts";

type Choice = { value: string; label: string };
const NONE: readonly Choice[] = [];
const asChoices = (clients: { code: string; name: string }[]): readonly Choice[] =>
  clients.map(({ code, name }) => ({ value: code, label: name }));

/** The clients within the operator's perimeter, to choose one; the same array for as long as they are the same. */
export function useClientChoices(): readonly Choice[] {
  return useQuery({ ...clientsOptions(), select: asChoices }).data ?? NONE;
}
