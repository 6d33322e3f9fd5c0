import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../access/use-me.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { type ListName, startExport, useRunningExport } from "./running-exports.ts";
import type { ExportRequest } from "./save-list.ts";

const ExportProgress = lazy(() => import("./ExportProgress.tsx"));

/** "Exporter": the whole filtered list as an Excel file (EXPORT-1). Who may not does not see it (ROLE-5). */
export function ExportButton({ request }: { request: ExportRequest }) {
  const { t } = useTranslation();
  const me = useMe();
  const problemText = useProblemText();
  const running = useRunningExport(request.list);
  if (!me.data?.permissions.includes("exportLists")) return null;

  const run = async () => {
    const outcome = await startExport(request);
    if (outcome.kind === "cancelled") notifications.show({ message: t("exports.cancelled") });
    if (outcome.kind === "done")
      notifications.show({
        message: t("exports.done", { count: outcome.rows ?? 0 }),
        color: "green",
      });
    if (outcome.kind === "failed")
      notifications.show({
        title: t("exports.failed"),
        message: problemText(outcome.error),
        color: "red",
        autoClose: false,
      });
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileSpreadsheet size={15} aria-hidden />}
      disabled={running !== undefined}
      onClick={() => void run()}
    >
      {t("exports.label")}
    </Button>
  );
}

/** Stands at the foot of the list, where there is room: nothing moves when it comes. */
export function ExportStatus({ list }: { list: ListName }) {
  const { t } = useTranslation();
  const running = useRunningExport(list);
  return (
    <div>
      <span role="status" className="visually-hidden">
        {running && t("exports.running")}
      </span>
      <Suspense>{running && <ExportProgress running={running} />}</Suspense>
    </div>
  );
}
