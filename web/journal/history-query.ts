import { queryOptions } from "@tanstack/react-query";
import { getOrderHistory } from "../../domain/history/history-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";

export const historyKey = (number: number) => ["orders", "history", number] as const;

export function historyOptions(number: number) {
  return queryOptions({
    queryKey: historyKey(number),
    queryFn: ({ signal }) => call(getOrderHistory, { params: { number } }, signal),
    refetchInterval: REFRESH_EVERY,
  });
}
