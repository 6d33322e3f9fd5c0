import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../domain/orders/orders-api.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import { OrderActions } from "./actions/OrderActions.tsx";
import classes from "./OrderPage.module.css";
import { OrderTravel } from "./OrderTravel.tsx";
import { Steps } from "./Steps.tsx";
import { STATUS_TONE } from "./tones.ts";

/** Where one is, where the order stands, and what may be done to it (DETAIL-1). */
export function OrderHeader({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  return (
    <header className={classes.head}>
      <div className={classes.bar}>
        <OrderTravel number={order.number} />
        <h1>{t("orders.detail.title", { number: order.number })}</h1>
        <StatusChip tone={STATUS_TONE[order.status]}>{t(`orders.status.${order.status}`)}</StatusChip>
        <div className={classes.actions}>
          <OrderActions order={order} />
        </div>
      </div>
      <Steps order={order} />
    </header>
  );
}
