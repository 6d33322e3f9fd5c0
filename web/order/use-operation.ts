import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { isTransient } from "../api/api-error.ts";
import { historyKey } from "../journal/history-query.ts";
import { useOrder } from "./order-context.tsx";
import { ORDER_LISTS, ORDERS, orderKey, orderOptions } from "./queries.ts";

/** An operation on an order: its answer is the order as it now stands, and every list may have changed. */
export function useOperation<Variables>(run: (variables: Variables) => Promise<OrderDetail>, done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onError: (error) => {
      // Whether it was done is not known: the pages ask how the orders stand now.
      if (isTransient(error)) void client.invalidateQueries({ queryKey: ORDERS });
    },
    onSuccess: async (order) => {
      // An answer asked before the operation must not come after it and show the past.
      await client.cancelQueries({ queryKey: orderKey(order.number) });
      client.setQueryData(orderKey(order.number), order);
      notifications.show({ message: done, color: "green" });
      void client.invalidateQueries({ queryKey: ORDER_LISTS });
      void client.invalidateQueries({ queryKey: historyKey(order.number) });
    },
  });
}

/**
 * The version that the operator is acting upon (DETAIL-8): it follows the order until they begin, then stays, so that
 * what a colleague changes meanwhile is told and never overwritten. `reload` accepts the order as it now stands.
 */
export function useSeenVersion(hasBegun: boolean) {
  const order = useOrder();
  const client = useQueryClient();
  const [version, setVersion] = useState(order.version);
  if (!hasBegun && version !== order.version) setVersion(order.version);
  const reload = async (): Promise<OrderDetail> => {
    const fresh = await client.fetchQuery({ ...orderOptions(order.number), staleTime: 0 });
    setVersion(fresh.version);
    return fresh;
  };
  return { version: hasBegun ? version : order.version, reload };
}
