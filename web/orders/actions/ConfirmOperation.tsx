import { useTranslation } from "react-i18next";
import { call } from "../../api/call.ts";
import { OrderProblem } from "../../order/OrderProblem.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { useOperation, useSeenVersion } from "../../order/use-operation.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import type { ConfirmedOperation } from "./order-actions.ts";

type Props = { action: ConfirmedOperation; onClose: () => void };

/** Asks before an operation, in the words of that operation. */
export function ConfirmOperation({ action, onClose }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const { version, reload } = useSeenVersion(true);
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
