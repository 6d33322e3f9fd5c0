import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { generateHandoverReport } from "../../../domain/documents/documents-api.ts";
import { call } from "../../api/call.ts";
import { saveFile } from "../../api/save-file.ts";
import { historyKey } from "../../journal/history-query.ts";
import { useOrder } from "../../order/order-context.tsx";
import { orderKey } from "../../order/queries.ts";
import { standingOf } from "../../order/standing.ts";
import { useOrderProblemText } from "../../order/use-order-problem-text.ts";
import { ActionButton } from "./ActionButton.tsx";

/** "Générer le PV de remise" (FLOW-8): makes the report and downloads it; it changes no status, so it asks nothing. */
export function HandoverReportButton() {
  const order = useOrder();
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useOrderProblemText();
  const { number, version } = order;
  const generate = useMutation({
    mutationFn: () => call(generateHandoverReport, { params: { number }, body: { version } }),
    onSuccess: (report) => {
      saveFile(report, t("operations.handoverReport.fileName", { number }));
      notifications.show({ message: t("operations.handoverReport.done"), color: "green" });
    },
    onError: (error) => {
      notifications.show({
        color: "red",
        title: t("operations.impossible"),
        message: problemText(error),
        autoClose: false,
      });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: orderKey(number) });
      void client.invalidateQueries({ queryKey: historyKey(number) });
    },
  });
  return (
    <ActionButton
      standing={standingOf(order, "generateHandoverReport")}
      label={t("operations.handoverReport.label")}
      look="plain"
      loading={generate.isPending}
      onClick={() => generate.mutate()}
    />
  );
}
