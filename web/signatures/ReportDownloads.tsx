import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import type { SignatureReport } from "../../domain/signatures/signature-report.ts";
import { printSignatureReport } from "../../domain/signatures/signatures-api.ts";
import { call } from "../api/call.ts";
import { saveFile } from "../api/save-file.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";

type Props = { number: number; kind: DocumentToSign["kind"]; report: SignatureReport };

/** The report to be filed with its document, for people or for a program. */
export function ReportDownloads({ number, kind, report }: Props) {
  const { t } = useTranslation();
  const fileName = (type: string) =>
    `${t("signatures.title")} - ${t(`order.toSign.${kind}`)} - ${number}.${type}`;
  const print = useMutation({
    mutationFn: () => call(printSignatureReport, { params: { number, kind } }),
    onSuccess: (pdf) => saveFile(pdf, fileName("pdf")),
  });
  const saveJson = () => {
    const text = `${JSON.stringify(report, null, 2)}\n`;
    saveFile(new Blob([text], { type: "application/json" }), fileName("json"));
  };
  const icon = <IconDownload size={15} aria-hidden />;
  return (
    <>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={icon}
          loading={print.isPending}
          onClick={() => print.mutate()}
        >
          {t("signatures.downloadPdf")}
        </Button>
        <Button variant="default" size="xs" leftSection={icon} onClick={saveJson}>
          {t("signatures.downloadJson")}
        </Button>
      </Group>
      <OrderProblem error={print.error} />
    </>
  );
}
