import { IconCheck, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ORDER_PHASES, type OrderStatus } from "../../../domain/order/order.ts";
import { useOrder } from "../../order/order-context.tsx";
import classes from "./Steps.module.css";

const DIGITAL_STEPS = ["processing", "signature", "validation", "generation", "closed"] as const;

/** The step of the digital process that each status belongs to; a cancelled order is at none. */
const STEP_OF: Record<OrderStatus, number> = {
  incomplete: 0,
  toVerify: 0,
  signing: 1,
  toValidate: 2,
  toGenerate: 3,
  toDeliver: 3,
  delivered: 4,
  cancelled: -1,
};

/** The way of the order, with the step it is at (DETAIL-1; for paper the phases of FLOW-2). */
export function Steps() {
  const order = useOrder();
  const { t } = useTranslation();
  const isPaper = order.process === "paper";
  const labels = isPaper
    ? ORDER_PHASES.map((phase) => t(`order.phase.${phase}`))
    : DIGITAL_STEPS.map((step) => t(`orders.step.${step}`));
  const current =
    order.status === "cancelled" ? -1 : isPaper ? ORDER_PHASES.indexOf(order.phase) : STEP_OF[order.status];
  return (
    <ol className={classes.steps} aria-label={t("orders.step.label")}>
      {labels.map((label, index) => {
        const isDone = index < current || (index === current && order.status === "delivered");
        return (
          <li
            key={label}
            data-state={index === current ? "current" : isDone ? "done" : undefined}
            aria-current={index === current ? "step" : undefined}
          >
            {isDone && <IconCheck size={13} stroke={2.5} aria-hidden />}
            {label}
            {isDone && <span className="visually-hidden"> ({t("orders.step.done")})</span>}
            {index < labels.length - 1 && <IconChevronRight size={13} className={classes.next} aria-hidden />}
          </li>
        );
      })}
    </ol>
  );
}
