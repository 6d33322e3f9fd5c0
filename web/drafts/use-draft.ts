import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { getDraftKey } from "../../domain/access/drafts-api.ts";
import { call } from "../api/call.ts";
import { bytesOf, createDraftStore, type DraftStore } from "./draft-store.ts";

/** Once for each page load: the operator's key does not change. Null where the browser has no cryptography (plain HTTP). */
const storeOptions = queryOptions({
  queryKey: ["draft-store"],
  queryFn: async ({ signal }): Promise<DraftStore | null> => {
    if (!globalThis.crypto?.subtle) return null;
    const { operatorId, key } = await call(getDraftKey, {}, signal);
    return createDraftStore({
      storage: localStorage,
      operatorId,
      key: await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"]),
    });
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});

export type Draft<T> = {
  /** What is being typed; undefined while nothing is. */
  value: T | undefined;
  /** Undefined: saved or given up, the draft is gone. */
  set: (value: T | undefined) => void;
  /** When the draft that was found here had been typed, as long as it is not saved or given up. */
  resumedAt: string | undefined;
  /** Whether leaving the page loses nothing. */
  isKept: boolean;
};

const always = () => true;

/**
 * State that survives a reload and the end of the session: every change is kept at once, so that there is no last key
 * to lose, and what an earlier visit left is taken up again. `schema` reads what an older version of the page wrote.
 */
export function useDraft<T>(
  number: number,
  slot: string,
  schema: z.ZodType<T>,
  isWorthKeeping: (value: T) => boolean = always,
): Draft<T> {
  const store = useQuery(storeOptions).data;
  const [value, setValue] = useState<T>();
  const [resumedAt, setResumedAt] = useState<string>();
  const [isFull, setFull] = useState(false);
  /** What was typed before the key came. */
  const early = useRef<T>(undefined);
  /** Whatever was typed on this page is newer than any draft. */
  const isTouched = useRef(false);

  const write = (to: DraftStore, next: T | undefined) => {
    if (next !== undefined && isWorthKeeping(next))
      void to.keep(number, slot, next).then((isKept) => setFull(!isKept));
    else to.forget(number, slot);
  };
  useEffect(() => {
    if (!store) return;
    let isWanted = true;
    if (early.current !== undefined) {
      void store.keep(number, slot, early.current);
      early.current = undefined;
      return;
    }
    void store.read(number, slot).then((kept) => {
      const found = schema.safeParse(kept?.value);
      if (!isWanted || isTouched.current || !kept || !found.success) return;
      setValue(found.data);
      setResumedAt(kept.at);
    });
    return () => {
      isWanted = false;
    };
  }, [store, number, slot, schema]);

  return {
    value,
    set: (next) => {
      isTouched.current = true;
      setValue(next);
      if (next === undefined) setResumedAt(undefined);
      if (store) write(store, next);
      else early.current = next;
    },
    resumedAt: value === undefined ? undefined : resumedAt,
    isKept: store != null && !isFull,
  };
}
