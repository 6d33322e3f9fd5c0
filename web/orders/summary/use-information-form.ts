import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderInformation } from "../../../domain/orders/order.ts";
import { modifyInformation, type OrderDetail } from "../../../domain/orders/orders-api.ts";
import { problemOf } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { useOperation, useSeenVersion } from "../use-operation.ts";
import { check, type Draft, draftOf, type FieldErrors, isSameDraft, rebase } from "./information-draft.ts";
import type { FieldPath } from "./information-fields.ts";

/** The form of the information: what is typed, checked, saved, and kept when a colleague was quicker. */
export function useInformationForm(order: OrderDetail) {
  const { t } = useTranslation();
  const [base, setBase] = useState<Draft>();
  const [draft, setDraft] = useState<Draft>();
  const [errors, setErrors] = useState<FieldErrors>({});
  const { version, reload } = useSeenVersion(order, draft !== undefined);
  const save = useOperation(
    (information: OrderInformation) =>
      call(modifyInformation, { params: { number: order.number }, body: { version, information } }),
    t("operations.modified"),
  );

  const stop = () => {
    setBase(undefined);
    setDraft(undefined);
    setErrors({});
    save.reset();
  };
  const start = () => {
    const current = draftOf(order.information);
    setBase(current);
    setDraft(current);
  };
  const submit = () => {
    if (!draft) return;
    const checked = check(draft);
    setErrors(checked.ok ? {} : checked.errors);
    if (!checked.ok) return;
    save.mutate(checked.information, {
      onSuccess: stop,
      onError: (error) => setErrors(serverErrors(error)),
    });
  };
  const reloadKeepingTyping = async () => {
    const fresh = draftOf((await reload()).information);
    if (draft && base) setDraft(rebase(draft, base, fresh));
    setBase(fresh);
    save.reset();
  };
  return {
    draft,
    errors,
    isDirty: draft !== undefined && base !== undefined && !isSameDraft(draft, base),
    isSaving: save.isPending,
    error: save.error,
    setValue: (path: FieldPath, value: string) =>
      setDraft((before) => before && { ...before, values: { ...before.values, [path]: value } }),
    setHas: (has: Draft["has"]) => setDraft((before) => before && { ...before, has }),
    start,
    stop,
    submit,
    reload: () => void reloadKeepingTyping(),
  };
}

export type InformationForm = ReturnType<typeof useInformationForm>;

/** Field errors that only the server found; it names them from the root of the body. */
function serverErrors(error: unknown): FieldErrors {
  const fields = problemOf(error)?.fields ?? [];
  return Object.fromEntries(
    fields.map(({ field, code }) => [field.replace(/^(body\.)?(information\.)?/, ""), code]),
  );
}
