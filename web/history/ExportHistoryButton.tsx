import { Button } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { exportOrderHistory } from "../../domain/history/history-api.ts";
import { call } from "../api/call.ts";
import { saveFile } from "../api/save-file.ts";
import { historyKey } from "../journal/history-query.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";

/** Downloads the history with its hashes (HISTORY-2). That it was exported is an entry of its own. */
export function ExportHistoryButton({ number }: { number: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const download = useMutation({
    mutationFn: () => call(exportOrderHistory, { params: { number } }),
    onSuccess: (file) => saveFile(file, t("history.exportFileName", { number })),
    onSettled: () => void client.invalidateQueries({ queryKey: historyKey(number) }),
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        fullWidth
        mt="xs"
        leftSection={<IconFileExport size={14} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate()}
      >
        {t("history.export")}
      </Button>
      <OrderProblem error={download.error} />
    </>
  );
}
