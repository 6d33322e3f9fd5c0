/** What every feature asks about an order, with the keys under which the answers are kept. */
import { queryOptions } from "@tanstack/react-query";
import { listClients } from "../../domain/orders/order-list-api.ts";
import { getOrder } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";

/** Everything about orders. */
export const ORDERS = ["orders"] as const;

export const ORDER_LISTS = [...ORDERS, "lists"] as const;

export const orderKey = (number: number) => [...ORDERS, "one", number] as const;

export function orderOptions(number: number) {
  return queryOptions({
    queryKey: orderKey(number),
    queryFn: ({ signal }) => call(getOrder, { params: { number } }, signal),
    refetchInterval: REFRESH_EVERY,
  });
}

export function clientsOptions() {
  return queryOptions({
    queryKey: ["clients"],
    queryFn: ({ signal }) => call(listClients, {}, signal),
    staleTime: 5 * 60_000,
  });
}
