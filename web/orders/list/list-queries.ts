/** What the list of orders asks, and what is asked of an order's place in it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  countOrders,
  countQueues,
  isCountedBeside,
  listOrders,
  neighboursOfOrder,
} from "../../../domain/orders/order-list-api.ts";
import { call } from "../../api/call.ts";
import { REFRESH_EVERY } from "../../api/query-client.ts";
import { ORDER_LISTS } from "../../order/queries.ts";
import { DEFAULT_PAGE_SIZE, type OrderListSearch, toFilter } from "./order-search.ts";

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

export function orderTotalOptions(search: OrderListSearch) {
  const query = toFilter(search);
  return queryOptions({
    queryKey: [...ORDER_LISTS, "total", query],
    queryFn: ({ signal }) => call(countOrders, { query }, signal),
    enabled: isCountedBeside(query),
    refetchInterval: REFRESH_EVERY,
  });
}

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

export function neighboursOptions(number: number, search: OrderListSearch) {
  const query = wholeListQuery(search);
  return queryOptions({
    queryKey: [...ORDER_LISTS, "neighbours", number, query],
    queryFn: ({ signal }) => call(neighboursOfOrder, { params: { number }, query }, signal),
  });
}
