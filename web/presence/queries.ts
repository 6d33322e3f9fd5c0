/** What the screens ask about who has which order open. */
import { queryOptions } from "@tanstack/react-query";
import { listPresence } from "../../domain/presence/presence-api.ts";
import { call } from "../api/call.ts";

export const PRESENCE = ["presence"] as const;

/** Asked again at every event; this often in case one was lost, so that nobody seems to stay on. */
const REFRESH_EVERY = 15_000;

export function presenceOptions() {
  return queryOptions({
    queryKey: PRESENCE,
    queryFn: ({ signal }) => call(listPresence, {}, signal),
    refetchInterval: REFRESH_EVERY,
  });
}
