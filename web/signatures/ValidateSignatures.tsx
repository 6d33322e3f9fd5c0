import { Alert, Button, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import { isFullySigned, validationReasonSchema } from "../../domain/signatures/expected-signatories.ts";
import type { DocumentReport } from "../../domain/signatures/service-evidence.ts";
import { validateSignatures } from "../../domain/signatures/signatures-api.ts";
import { call } from "../api/call.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { standingOf } from "../order/standing.ts";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import classes from "./SignaturePanel.module.css";

type Props = { document: DocumentToSign; report: DocumentReport | undefined };

/** The operator answers for the signatures of one document, by name; nothing else ever does (FLOW-5). */
export function ValidateSignatures({ document, report }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const standing = standingOf(order, "validateSignatures");
  if (document.validatedAt || standing.kind === "hidden") return null;
  return (
    <>
      <Button size="sm" disabled={standing.kind !== "allowed" || !report} onClick={() => setAsked(true)}>
        {t("signatures.validate.label")}
      </Button>
      <p className={classes.note}>{t("signatures.responsibility")}</p>
      {isAsked && report && (
        <AskValidation document={document} report={report} onClose={() => setAsked(false)} />
      )}
    </>
  );
}

type AskProps = {
  document: DocumentToSign;
  report: DocumentReport;
  onClose: () => void;
};

function AskValidation({ document, report, onClose }: AskProps) {
  const order = useOrder();
  const { t } = useTranslation();
  const { version, reload } = useSeenVersion(true);
  const { number } = order;
  const { kind } = document;
  const isDoubtful = !isFullySigned(report, document.signatories);
  const [reason, setReason] = useState("");
  const validate = useOperation(
    () =>
      call(validateSignatures, {
        params: { number, kind },
        body: { version, ...(isDoubtful ? { reason } : {}) },
      }),
    t("signatures.validate.done"),
  );
  const isLast = order.documentsToSign.every((other) => other.validatedAt || other.kind === kind);
  return (
    <ConfirmDialog
      title={t("signatures.validate.title")}
      confirmLabel={t(`signatures.validate.${isDoubtful ? "accept" : "label"}`)}
      isDangerous={isDoubtful}
      isReady={!isDoubtful || validationReasonSchema.safeParse(reason).success}
      isBusy={validate.isPending}
      problem={<OrderProblem error={validate.error} onReload={() => void reload().then(validate.reset)} />}
      onConfirm={() => validate.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div>{t("signatures.validate.text", { document: t(`order.toSign.${kind}`) })}</div>
      {isDoubtful && (
        <>
          <Alert color="red" icon={<IconAlertTriangle size={18} />} p="sm">
            {t("signatures.validate.doubtful")}
          </Alert>
          <Textarea
            label={t("signatures.validate.reason")}
            description={t("signatures.validate.reasonHint")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={1000}
            autosize
            minRows={3}
            required
            data-autofocus
          />
        </>
      )}
      {isLast && <div>{t("signatures.validate.last")}</div>}
    </ConfirmDialog>
  );
}
