import { createContext, useContext } from "react";
import type { OrderDetail } from "../../domain/order/order-detail.ts";

const Context = createContext<OrderDetail | undefined>(undefined);

/** Gives an order, as the server last said it stands, to everything of its page. */
export const OrderProvider = Context.Provider;

/** The order whose page this is. Throws outside of one. */
export function useOrder(): OrderDetail {
  const order = useContext(Context);
  if (!order) throw new Error("useOrder outside of an order's page");
  return order;
}
