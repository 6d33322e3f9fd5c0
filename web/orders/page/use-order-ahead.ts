import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isIdentityDocument } from "../../../domain/order/supporting-document.ts";
import { pieceFile } from "../../documents/piece-file.ts";
import { tabsOf } from "../../order/order-tabs.ts";
import { orderOptions } from "../../order/queries.ts";
import { whenIdle } from "../../ui/when-idle.ts";
import { preloadViewer, prepareFile } from "../../viewer/FileViewer.tsx";
import { fileOptions } from "../../viewer/file-options.ts";
import { neighboursOptions } from "../list/list-queries.ts";
import type { OrderListSearch } from "../list/order-search.ts";

/** A larger file is not fetched on the mere chance that it will be looked at, in bytes. */
const LARGE = 5 * 1024 * 1024;
/** An order is on the screen with its piece by then, in milliseconds. */
const SETTLED = 500;
/** As long as a verification may take, in milliseconds: what was fetched ahead must still be there. */
const KEPT = 15 * 60_000;

/** Fetches what an order will show while the operator is busy with the one before it: going on then does not wait. */
export function useOrderAhead(number: number | null | undefined, list: OrderListSearch): void {
  const client = useQueryClient();
  const from = JSON.stringify(list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `from` stands for the list, which is new at each rendering.
  useEffect(() => {
    if (number && !document.hidden) return whenIdle(() => void fetchAhead(client, number, list), SETTLED);
  }, [client, number, from]);
}

/** Fails in silence: what did not come is asked for again, and told, when it is shown. */
async function fetchAhead(client: QueryClient, number: number, list: OrderListSearch): Promise<void> {
  void client.prefetchQuery(neighboursOptions(number, list));
  await client.prefetchQuery({ ...orderOptions(number), gcTime: KEPT });
  const order = client.getQueryData(orderOptions(number).queryKey);
  const first = order && tabsOf(order).find((tab) => tab.kind === "piece" && tab.file);
  if (first?.kind !== "piece" || !first.file) return;
  preloadViewer(first.file.mediaType);
  // Each opening of an identity document is journalled: what nobody has looked at must not be read.
  if (isIdentityDocument(first.piece) || first.file.size > LARGE) return;
  const options = fileOptions(pieceFile(number, first.file));
  await client.prefetchQuery({ ...options, gcTime: KEPT });
  const file = client.getQueryData(options.queryKey);
  if (file) prepareFile(file, first.file.mediaType);
}
