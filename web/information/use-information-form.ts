import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderInformation } from "../../domain/order/order.ts";
import { modifyInformation } from "../../domain/orders/orders-api.ts";
import { problemOf } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { useOperation } from "../order/use-operation.ts";
import {
  check,
  type Draft,
  draftOf,
  type Editing,
  editingSchema,
  type FieldErrors,
  isSameDraft,
  serverErrors,
} from "./information-draft.ts";
import type { FieldPath } from "./information-fields.ts";
import { type Choices, defaultChoices, merge } from "./information-merge.ts";
import { type Contest, useComparison } from "./use-comparison.ts";

const isTyped = ({ base, draft }: Editing) => !isSameDraft(base, draft);

/** The form of the information: what is typed, kept, checked, saved, and settled when a colleague was quicker. */
export function useInformationForm() {
  const order = useOrder();
  const { t } = useTranslation();
  const kept = useDraft(order.number, "information", editingSchema, isTyped);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [contest, setContest] = useState<Contest>();
  // A draft whose order is locked meanwhile waits for it to be open again.
  const editing =
    isAllowed(order, "modifyInformation") || kept.resumedAt === undefined ? kept.value : undefined;
  const isOvertaken = editing !== undefined && !isSameDraft(editing.base, draftOf(order.information));

  const save = useOperation(
    async ({ version, information }: { version: number; information: OrderInformation }) => {
      const saved = await call(modifyInformation, {
        params: { number: order.number },
        body: { version, information },
      });
      // Also when the operator went elsewhere while it was being saved.
      kept.set(undefined);
      return saved;
    },
    t("information.modified"),
  );
  const compare = useComparison();

  const stop = () => {
    kept.set(undefined);
    setErrors({});
    setContest(undefined);
    save.reset();
  };
  const saveUpon = (version: number, current: Editing) => {
    const checked = check(current.draft);
    setErrors(checked.ok ? {} : checked.errors);
    if (!checked.ok) return;
    save.mutate(
      { version, information: checked.information },
      {
        onError: (error) => {
          if (problemOf(error)?.code === "conflict") settle(current, (upon) => saveUpon(upon.version, upon));
          else setErrors(serverErrors(error));
        },
      },
    );
  };
  /** The typing upon the order as it now stands. */
  const adopt = ({ version, theirs }: Contest, choices: Choices, { draft }: Editing): Editing => {
    const merged = { version, base: theirs, draft: merge(draft, theirs, choices) };
    kept.set(merged);
    setContest(undefined);
    return merged;
  };
  /** Leaves the choice to the operator; where a colleague took nothing away there is none, and `then` goes on. */
  const settle = (current: Editing, then: (upon: Editing) => void = () => {}) =>
    compare.mutate(current, {
      onSuccess: (found) => {
        save.reset();
        if (found.differences.some(({ touchedBy }) => touchedBy !== "mine")) setContest(found);
        else then(adopt(found, defaultChoices(found.differences), current));
      },
    });
  const change = (draft: (before: Draft) => Draft) => {
    if (editing) kept.set({ ...editing, draft: draft(editing.draft) });
  };

  return {
    draft: editing?.draft,
    errors,
    isDirty: editing !== undefined && isTyped(editing),
    isKept: kept.isKept,
    isOvertaken,
    resumedAt: editing && kept.resumedAt,
    isSaving: save.isPending || compare.isPending,
    error: save.error ?? compare.error,
    contest,
    setValue: (path: FieldPath, value: string) =>
      change((before) => ({ ...before, values: { ...before.values, [path]: value } })),
    setHas: (has: Draft["has"]) => change((before) => ({ ...before, has })),
    start: () => {
      const base = draftOf(order.information);
      kept.set({ version: order.version, base, draft: base });
    },
    stop,
    submit: () => {
      if (editing) saveUpon(isOvertaken ? editing.version : order.version, editing);
    },
    compare: () => {
      if (editing) settle(editing);
    },
    choose: (choices: Choices) => {
      if (contest && editing) saveUpon(contest.version, adopt(contest, choices, editing));
    },
    leaveContest: () => setContest(undefined),
  };
}

export type InformationForm = ReturnType<typeof useInformationForm>;
