import { QueryClient } from "@tanstack/react-query";
import { isTransient } from "./api-error.ts";

/** How often what is on the screen is asked again, in milliseconds: a safety net, for live events tell sooner. */
export const REFRESH_EVERY = 60_000;

/** One cache for the whole application; a refusal with a reason is never asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && isTransient(error),
      },
    },
  });
}
