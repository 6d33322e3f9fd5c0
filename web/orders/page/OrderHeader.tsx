import { useTranslation } from "react-i18next";
import { OrderStatusChip } from "../../order/OrderStatusChip.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { OrderActions } from "../actions/OrderActions.tsx";
import classes from "./OrderPage.module.css";
import { OrderTravel } from "./OrderTravel.tsx";
import { Steps } from "./Steps.tsx";

/** Where one is, where the order stands, and what may be done to it (DETAIL-1). */
export function OrderHeader() {
  const order = useOrder();
  const { t } = useTranslation();
  return (
    <header className={classes.head}>
      <div className={classes.bar}>
        <OrderTravel number={order.number} />
        <h1>{t("orders.detail.title", { number: order.number })}</h1>
        <OrderStatusChip number={order.number} status={order.status} isOpen />
        <div className={classes.actions}>
          <OrderActions />
        </div>
      </div>
      <Steps />
    </header>
  );
}
