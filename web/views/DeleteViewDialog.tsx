import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { deleteSavedView, type SavedView } from "../../domain/views/saved-views-api.ts";
import { problemOf } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { ProblemAlert } from "../api/ProblemAlert.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { SAVED_VIEWS } from "./queries.ts";

/** Asks before a view goes. */
export default function DeleteViewDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => {
      await call(deleteSavedView, { params: { id: view.id } }).catch((error: unknown) => {
        // Deleted in another tab: what was wanted is done.
        if (problemOf(error)?.code !== "notFound") throw error;
      });
    },
    onSuccess: async () => {
      // Before it is said to be done: whoever opens the list of views at once finds it so.
      await client.invalidateQueries({ queryKey: SAVED_VIEWS });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t("views.deleteTitle")}
      confirmLabel={t("views.delete")}
      isDangerous
      isBusy={remove.isPending}
      problem={<ProblemAlert error={remove.error} />}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <div>{t("views.deleteText", { name: view.name })}</div>
    </ConfirmDialog>
  );
}
