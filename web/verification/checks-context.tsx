import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import type { Check } from "../../domain/verification/check.ts";
import { useOrder } from "../order/order-context.tsx";
import { checksOptions } from "./checks-query.ts";

const Checks = createContext<readonly Check[]>([]);

/** Asks for the checks of the order once; the fields below find theirs. Without them the page is whole. */
export function ChecksOfOrder({ children }: { children: ReactNode }) {
  const order = useOrder();
  const { data = [] } = useQuery(checksOptions(order));
  return <Checks value={data}>{children}</Checks>;
}

/** What the portal found about one field or piece; nothing for a field that is not checked. */
export function useChecks(about: string): Check[] {
  return useContext(Checks).filter((check) => check.about === about);
}
