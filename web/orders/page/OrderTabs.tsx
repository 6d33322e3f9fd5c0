import { Tabs } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { SupportingDocumentTab } from "../../documents/SupportingDocumentTab.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { currentTab, isMissing, type OrderTab, tabsOf } from "../../order/order-tabs.ts";
import { useOrderTab } from "../../order/use-order-tab.ts";
import { useShortcuts, useShortcutsChoice } from "../../shortcuts/use-shortcuts.ts";
import { DocumentToSignTab } from "../../signatures/DocumentToSignTab.tsx";
import { SummaryTab } from "../summary/SummaryTab.tsx";
import classes from "./OrderPage.module.css";

/** The tabs, the current one in the address. The summary stays mounted: what is typed there survives a look at a piece. */
export function OrderTabs() {
  const order = useOrder();
  const { t } = useTranslation();
  const { tab, openTab } = useOrderTab();
  const tabs = tabsOf(order);
  useShortcuts({
    tab: (index) => {
      const wanted = tabs[index];
      if (wanted) openTab(wanted.id);
    },
  });
  const current = currentTab(tabs, tab);
  return (
    <Tabs
      value={current?.id ?? null}
      keepMountedMode="display-none"
      onChange={(id) => id && openTab(id)}
      className={classes.tabs}
    >
      <Tabs.List className={classes.tabList} aria-label={t("orders.detail.tabs")}>
        {tabs.map((entry, index) => (
          <TabTitle key={entry.id} tab={entry} place={index + 1} />
        ))}
      </Tabs.List>
      {tabs.map((entry) => (
        <Tabs.Panel key={entry.id} value={entry.id} className={classes.panel} keepMounted>
          {(entry === current || entry.kind === "summary") && <TabContent tab={entry} />}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabContent({ tab }: { tab: OrderTab }) {
  if (tab.kind === "summary") return <SummaryTab />;
  if (tab.kind === "toSign") return <DocumentToSignTab document={tab.document} />;
  return <SupportingDocumentTab piece={tab.piece} file={tab.file} />;
}

function TabTitle({ tab, place }: { tab: OrderTab; place: number }) {
  const order = useOrder();
  const { t } = useTranslation();
  const { isOn } = useShortcutsChoice();
  const title = useTabTitle(tab);
  const isLacking = tab.kind === "piece" && !tab.file && isMissing(order, tab.piece);
  return (
    <Tabs.Tab
      value={tab.id}
      className={classes.tab}
      aria-keyshortcuts={isOn && place < 10 ? String(place) : undefined}
      rightSection={
        isLacking ? <IconAlertCircle size={14} aria-label={t("orders.menu.missing")} /> : undefined
      }
    >
      <span data-text={title}>{title}</span>
    </Tabs.Tab>
  );
}

function useTabTitle(tab: OrderTab): string {
  const { t } = useTranslation();
  if (tab.kind === "summary") return t("orders.detail.summary");
  if (tab.kind === "toSign") return t(`order.toSign.${tab.document.kind}`);
  return tab.piece === "attachment" && tab.file ? tab.file.fileName : t(`documents.tab.${tab.piece}`);
}
