/** Keeps what is shown true: an order that changed elsewhere is asked again, and the lists with it (LIST-8). */
import type { QueryClient } from "@tanstack/react-query";
import { gather } from "../api/gather.ts";
import { listenLive } from "../api/live.ts";
import { CERTIFICATE_LISTS, CERTIFICATES, isAboutOrder } from "../certificates/queries.ts";
import { historyKey } from "../journal/history-query.ts";
import { ORDER_LISTS, ORDERS, orderKey } from "../order/queries.ts";
import { PRESENCE } from "../presence/queries.ts";

const EVERYTHING = "everything";
type Changed = number | typeof EVERYTHING;

/** For the life of the page. Queries that nobody looks at are asked again when they are next shown. */
export function followChanges(client: QueryClient): void {
  const changed = gather<Changed>({
    flush: (items) => refresh(client, items),
    wait: 300,
    pause: 1000,
    // A tab that nobody sees asks nothing; it catches up when it is looked at.
    isAsleep: () => document.hidden,
  });
  // Who comes and goes changes no list: only itself is asked again, and sooner (COLLAB-1).
  const moved = gather({
    flush: () => void client.invalidateQueries({ queryKey: PRESENCE }),
    wait: 100,
    pause: 500,
    isAsleep: () => document.hidden,
  });
  document.addEventListener("visibilitychange", () => {
    changed.wake();
    moved.wake();
  });
  listenLive((message) => {
    if (message.kind !== "orderChanged") moved.add(PRESENCE);
    if (message.kind !== "presenceChanged")
      changed.add(message.kind === "orderChanged" ? message.number : EVERYTHING);
  });
}

function refresh(client: QueryClient, changed: ReadonlySet<Changed>): void {
  if (changed.has(EVERYTHING)) {
    // An answer that is on its way was asked after the connection was lost, or is the first: it is let come.
    for (const queryKey of [ORDERS, CERTIFICATES])
      void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
    return;
  }
  const keys: (readonly unknown[])[] = [ORDER_LISTS, CERTIFICATE_LISTS];
  for (const number of changed) if (number !== EVERYTHING) keys.push(orderKey(number), historyKey(number));
  for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  void client.invalidateQueries({
    queryKey: CERTIFICATES,
    predicate: ({ state }) => isAboutOrder(state.data, changed),
  });
}
