import { InformationPanel } from "../../information/InformationPanel.tsx";
import { SideMenu } from "./SideMenu.tsx";
import classes from "./SummaryTab.module.css";

/** "Récapitulatif" (DETAIL-3): the menu on the left, everything entered on the right. */
export function SummaryTab() {
  return (
    <div className={classes.summary}>
      <SideMenu />
      <InformationPanel />
    </div>
  );
}
