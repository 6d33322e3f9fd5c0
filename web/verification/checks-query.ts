import { queryOptions } from "@tanstack/react-query";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { getChecks } from "../../domain/verification/verification-api.ts";
import { call } from "../api/call.ts";
import { orderKey } from "../order/queries.ts";

/** The checks of the order as it stands: another version of it is asked anew, and the marks stay until it is there. */
export function checksOptions({ number, version }: OrderDetail) {
  const ofOrder = [...orderKey(number), "checks"] as const;
  return queryOptions({
    queryKey: [...ofOrder, version],
    queryFn: ({ signal }) => call(getChecks, { params: { number } }, signal),
    placeholderData: (previous, query) => (query?.queryKey[2] === number ? previous : undefined),
  });
}
