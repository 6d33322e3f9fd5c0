import { queryOptions } from "@tanstack/react-query";
import { listSavedViews } from "../../domain/views/saved-views-api.ts";
import { call } from "../api/call.ts";

export const SAVED_VIEWS = ["saved-views"] as const;

export function savedViewsOptions() {
  return queryOptions({
    queryKey: SAVED_VIEWS,
    queryFn: ({ signal }) => call(listSavedViews, {}, signal),
    staleTime: 60_000,
  });
}
