/**
 * Exports under way, one for each list. They belong to no page: one may open an order meanwhile, and the file still
 * comes.
 */
import { useSyncExternalStore } from "react";
import type { Progress } from "../api/download.ts";
import type { ExportRequest } from "./save-list.ts";

export type ListName = ExportRequest["list"];
export type RunningExport = Progress & { cancel: () => void };
export type ExportOutcome =
  | { kind: "done"; rows: number | undefined }
  | { kind: "cancelled" }
  | { kind: "failed"; error: unknown };

const running = new Map<ListName, RunningExport>();
const listeners = new Set<() => void>();

function set(list: ListName, state: RunningExport | undefined): void {
  if (state) running.set(list, state);
  else running.delete(list);
  for (const changed of listeners) changed();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** How far the export of a list is, if one is under way. */
export function useRunningExport(list: ListName): RunningExport | undefined {
  return useSyncExternalStore(subscribe, () => running.get(list));
}

/** Downloads the list as a file, and hands it to the browser. */
export async function startExport(request: ExportRequest): Promise<ExportOutcome> {
  const { list } = request;
  const abort = new AbortController();
  const cancel = () => abort.abort();
  set(list, { bytes: 0, rows: undefined, cancel });
  try {
    // Its code is wanted with the first export only.
    const { saveList } = await import("./save-list.ts");
    const rows = await saveList(request, {
      signal: abort.signal,
      onProgress: (progress) => set(list, { ...progress, cancel }),
    });
    return { kind: "done", rows };
  } catch (error) {
    return abort.signal.aborted ? { kind: "cancelled" } : { kind: "failed", error };
  } finally {
    set(list, undefined);
  }
}
