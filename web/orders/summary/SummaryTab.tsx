import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { InformationPanel } from "../../information/InformationPanel.tsx";
import { SideMenu } from "./SideMenu.tsx";
import classes from "./SummaryTab.module.css";

/** "Récapitulatif" (DETAIL-3): the menu on the left, everything entered on the right. */
export function SummaryTab({ order }: { order: OrderDetail }) {
  return (
    <div className={classes.summary}>
      <SideMenu order={order} />
      <InformationPanel order={order} />
    </div>
  );
}
