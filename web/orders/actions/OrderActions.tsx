import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { useOrder } from "../../order/order-context.tsx";
import { isAllowed, standingOf } from "../../order/standing.ts";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { ActionButton } from "./ActionButton.tsx";
import { ConfirmOperation } from "./ConfirmOperation.tsx";
import { HandoverReportButton } from "./HandoverReportButton.tsx";
import { CONFIRMED_OPERATIONS, type ConfirmedOperation } from "./order-actions.ts";

/** The actions of the header: those the server allows, those it blocks with their reason, none that has no meaning. */
export function OrderActions() {
  const order = useOrder();
  const { t } = useTranslation();
  const [asked, setAsked] = useState<ConfirmedOperation>();
  const next = nextOperation(order);
  useShortcuts({ act: next && (() => setAsked(next)) });
  return (
    <>
      <HandoverReportButton />
      {CONFIRMED_OPERATIONS.map((action) => (
        <ActionButton
          key={action.operation}
          standing={standingOf(order, action.operation)}
          label={t(`operations.${action.operation}.label`)}
          look={action.look}
          shortcut={action === next ? "act" : undefined}
          onClick={() => setAsked(action)}
        />
      ))}
      {asked && <ConfirmOperation action={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** What takes the order further, when it may be done now. */
function nextOperation(order: OrderDetail): ConfirmedOperation | undefined {
  return CONFIRMED_OPERATIONS.find(({ look, operation }) => look === "main" && isAllowed(order, operation));
}
