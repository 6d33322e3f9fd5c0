import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import { historyOptions } from "../journal/history-query.ts";
import { useOrder } from "../order/order-context.tsx";
import { orderOptions } from "../order/queries.ts";
import { type Draft, draftOf, type Editing } from "./information-draft.ts";
import { type Difference, differencesOf } from "./information-merge.ts";

/** A colleague was quicker: what differs, and the order as it now stands (DETAIL-8). */
export type Contest = {
  differences: Difference[];
  history: JournalEntry[];
  version: number;
  theirs: Draft;
};

/** Compares what is typed with the order as it now stands, asked anew. */
export function useComparison() {
  const client = useQueryClient();
  const { number } = useOrder();
  return useMutation({
    mutationFn: async (mine: Editing): Promise<Contest> => {
      const [fresh, history] = await Promise.all([
        client.fetchQuery({ ...orderOptions(number), staleTime: 0 }),
        client.fetchQuery({ ...historyOptions(number), staleTime: 0 }),
      ]);
      const theirs = draftOf(fresh.information);
      return {
        differences: differencesOf(mine.base, mine.draft, theirs),
        history,
        version: fresh.version,
        theirs,
      };
    },
  });
}
