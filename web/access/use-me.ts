import { useQuery } from "@tanstack/react-query";
import { getMe } from "../../domain/access/access-api.ts";
import { call } from "../api/call.ts";

/** Who is signed in. Asked once a page load: roles change with a new session. */
export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => call(getMe, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
