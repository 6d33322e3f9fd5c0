import { Tabs } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../domain/orders/orders-api.ts";
import { SupportingDocumentTab } from "../documents/SupportingDocumentTab.tsx";
import { DocumentToSignTab } from "../signatures/DocumentToSignTab.tsx";
import classes from "./OrderPage.module.css";
import { type OrderTab, tabsOf } from "./order-tabs.ts";
import { SummaryTab } from "./summary/SummaryTab.tsx";
import { useOrderTab } from "./use-order-tab.ts";

/** The tabs, the current one in the address. The summary stays mounted: what is typed there survives a look at a piece. */
export function OrderTabs({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { tab, openTab } = useOrderTab();
  const tabs = tabsOf(order);
  const current = tabs.find(({ id }) => id === tab) ?? tabs[0];
  return (
    <Tabs value={current?.id ?? null} onChange={(id) => id && openTab(id)} className={classes.tabs}>
      <Tabs.List className={classes.tabList} aria-label={t("orders.detail.tabs")}>
        {tabs.map((entry) => (
          <TabTitle key={entry.id} tab={entry} />
        ))}
      </Tabs.List>
      <div className={classes.panel} hidden={current?.kind !== "summary"} role="tabpanel">
        <SummaryTab order={order} />
      </div>
      {current?.kind === "piece" && (
        <div className={classes.panel} role="tabpanel">
          <SupportingDocumentTab key={current.id} order={order} piece={current.piece} file={current.file} />
        </div>
      )}
      {current?.kind === "toSign" && (
        <div className={classes.panel} role="tabpanel">
          <DocumentToSignTab key={current.id} order={order} document={current.document} />
        </div>
      )}
    </Tabs>
  );
}

function TabTitle({ tab }: { tab: OrderTab }) {
  const { t } = useTranslation();
  const isMissing = tab.kind === "piece" && !tab.file;
  return (
    <Tabs.Tab
      value={tab.id}
      className={classes.tab}
      rightSection={
        isMissing ? <IconAlertCircle size={14} aria-label={t("orders.menu.missing")} /> : undefined
      }
    >
      <TitleText tab={tab} />
    </Tabs.Tab>
  );
}

function TitleText({ tab }: { tab: OrderTab }) {
  const { t } = useTranslation();
  if (tab.kind === "summary") return t("orders.detail.summary");
  if (tab.kind === "toSign") return t(`documents.toSign.${tab.document.kind}`);
  return tab.piece === "attachment" && tab.file ? tab.file.fileName : t(`documents.tab.${tab.piece}`);
}
