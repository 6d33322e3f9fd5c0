import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { OrderStatusChip } from "../../order/OrderStatusChip.tsx";
import { OrderActions } from "../actions/OrderActions.tsx";
import classes from "./OrderPage.module.css";
import { OrderTravel } from "./OrderTravel.tsx";
import { Steps } from "./Steps.tsx";

/** Where one is, where the order stands, and what may be done to it (DETAIL-1). */
export function OrderHeader({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  return (
    <header className={classes.head}>
      <div className={classes.bar}>
        <OrderTravel number={order.number} />
        <h1>{t("orders.detail.title", { number: order.number })}</h1>
        <OrderStatusChip number={order.number} status={order.status} isOpen />
        <div className={classes.actions}>
          <OrderActions order={order} />
        </div>
      </div>
      <Steps order={order} />
    </header>
  );
}
