import { TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_SAVED_VIEWS, saveView } from "../../domain/views/saved-views-api.ts";
import { call } from "../api/call.ts";
import { ProblemAlert } from "../api/ProblemAlert.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { SAVED_VIEWS, savedViewsOptions } from "./queries.ts";
import { searchToSave, type ViewedList } from "./view-address.ts";

type Props = { list: ViewedList; search: Record<string, unknown>; onClose: () => void };

/** Names the list shown. A name already used gets the new address, and it is said before. */
export default function SaveViewDialog({ list, search, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const views = useQuery(savedViewsOptions()).data ?? [];
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const replaces = views.some((view) => view.list === list && view.name === name);
  const isFull = !replaces && views.length >= MAX_SAVED_VIEWS;
  const save = useMutation({
    mutationFn: () => call(saveView, { body: { list, name, search: searchToSave(search) } }),
    onSuccess: async () => {
      // Before it is said to be done: whoever opens the list of views at once finds it so.
      await client.invalidateQueries({ queryKey: SAVED_VIEWS });
      notifications.show({ message: t("views.saved", { name }), color: "green" });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t("views.saveTitle")}
      confirmLabel={replaces ? t("views.replace") : t("common.save")}
      isReady={name !== "" && !isFull}
      isBusy={save.isPending}
      problem={<ProblemAlert error={save.error} />}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <div>{t("views.saveText")}</div>
      <TextInput
        label={t("views.name")}
        value={typed}
        maxLength={60}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isFull ? t("views.tooMany", { count: MAX_SAVED_VIEWS }) : undefined}
      />
      <div role="status">{replaces && t("views.replaces", { name })}</div>
    </ConfirmDialog>
  );
}
