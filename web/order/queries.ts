/** What the screens ask about orders, with the keys under which the answers are kept. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  countOrders,
  countQueues,
  isCountedBeside,
  listClients,
  listOrders,
  neighboursOfOrder,
} from "../../domain/orders/order-list-api.ts";
import { getOrder } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";
import { DEFAULT_PAGE_SIZE, type OrderListSearch, toFilter } from "../orders/list/order-search.ts";

/** Every list, count and neighbour: what an operation on any order may change. */
export const ORDER_LISTS = ["orders", "lists"] as const;

export const orderKey = (number: number) => ["orders", "one", number] as const;

export function orderListOptions(search: OrderListSearch) {
  const { sort, direction, page = 1, pageSize = DEFAULT_PAGE_SIZE } = search;
  const query = { ...toFilter(search), sort, direction, page, pageSize };
  return queryOptions({
    queryKey: [...ORDER_LISTS, "page", query],
    queryFn: ({ signal }) => call(listOrders, { query }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_EVERY,
  });
}

/** The exact total of a list whose rows did not wait for it. */
export function orderTotalOptions(search: OrderListSearch) {
  const query = toFilter(search);
  return queryOptions({
    queryKey: [...ORDER_LISTS, "total", query],
    queryFn: ({ signal }) => call(countOrders, { query }, signal),
    enabled: isCountedBeside(query),
    refetchInterval: REFRESH_EVERY,
  });
}

/** The whole list shown, whatever its page: what its export asks for. */
export function wholeListQuery(search: OrderListSearch) {
  return { ...toFilter(search), sort: search.sort, direction: search.direction };
}

export function queueCountsOptions() {
  return queryOptions({
    queryKey: [...ORDER_LISTS, "queues"],
    queryFn: ({ signal }) => call(countQueues, {}, signal),
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

export function neighboursOptions(number: number, search: OrderListSearch) {
  const query = wholeListQuery(search);
  return queryOptions({
    queryKey: [...ORDER_LISTS, "neighbours", number, query],
    queryFn: ({ signal }) => call(neighboursOfOrder, { params: { number }, query }, signal),
  });
}

export function orderOptions(number: number) {
  return queryOptions({
    queryKey: orderKey(number),
    queryFn: ({ signal }) => call(getOrder, { params: { number } }, signal),
    refetchInterval: REFRESH_EVERY,
  });
}
