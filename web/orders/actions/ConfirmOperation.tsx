import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { call } from "../../api/call.ts";
import { OrderProblem } from "../../order/OrderProblem.tsx";
import { useOperation, useSeenVersion } from "../../order/use-operation.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import type { ConfirmedOperation } from "./order-actions.ts";

type Props = { order: OrderDetail; action: ConfirmedOperation; onClose: () => void };

/** Asks before an operation, in the words of that operation. */
export function ConfirmOperation({ order, action, onClose }: Props) {
  const { t } = useTranslation();
  const { version, reload } = useSeenVersion(order, true);
  const texts = `operations.${action.operation}` as const;
  const run = useOperation(
    () => call(action.endpoint, { params: { number: order.number }, body: { version } }),
    t(`${texts}.done`),
  );
  return (
    <ConfirmDialog
      title={t(`${texts}.title`)}
      confirmLabel={t(`${texts}.label`)}
      isDangerous={action.look === "danger"}
      isBusy={run.isPending}
      problem={<OrderProblem error={run.error} onReload={() => void reload().then(run.reset)} />}
      onConfirm={() => run.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div>{t(`${texts}.text`)}</div>
    </ConfirmDialog>
  );
}
