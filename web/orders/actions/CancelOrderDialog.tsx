import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelOrder } from "../../../domain/orders/orders-api.ts";
import { call } from "../../api/call.ts";
import { OrderProblem } from "../../order/OrderProblem.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { useOperation, useSeenVersion } from "../../order/use-operation.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";

/** Cancels for ever: the operator types the order's number as consent (FLOW-7). */
export function CancelOrderDialog({ onClose }: { onClose: () => void }) {
  const order = useOrder();
  const { t } = useTranslation();
  const [typedNumber, setTypedNumber] = useState("");
  const { version, reload } = useSeenVersion(true);
  const { number } = order;
  const cancel = useOperation(
    () => call(cancelOrder, { params: { number }, body: { version, typedNumber } }),
    t("operations.cancelOrder.done"),
  );
  return (
    <ConfirmDialog
      title={t("operations.cancelOrder.title", { number })}
      confirmLabel={t("operations.cancelOrder.label")}
      cancelLabel={t("operations.cancelOrder.keep")}
      isDangerous
      isReady={typedNumber.trim() === String(number)}
      isBusy={cancel.isPending}
      problem={<OrderProblem error={cancel.error} onReload={() => void reload().then(cancel.reset)} />}
      onConfirm={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div>{t("operations.cancelOrder.text")}</div>
      <TextInput
        label={t("operations.cancelOrder.consent")}
        value={typedNumber}
        onChange={(event) => setTypedNumber(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
      />
    </ConfirmDialog>
  );
}
