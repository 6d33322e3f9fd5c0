import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { problemOf } from "../../api/api-error.ts";
import { useProblemText } from "../../api/use-problem-text.ts";
import { NotFoundPage } from "../../navigation/NotFoundPage.tsx";
import { PATHS } from "../../navigation/paths.ts";
import { NotifyButton } from "../../notifications/NotifyButton.tsx";
import { OrderProvider, useOrder } from "../../order/order-context.tsx";
import { orderOptions } from "../../order/queries.ts";
import { useAnnounce } from "../../presence/use-announce.ts";
import { PageLoader } from "../../ui/PageLoader.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { ChecksOfOrder } from "../../verification/checks-context.tsx";
import { OrderAlerts } from "./OrderAlerts.tsx";
import { OrderHeader } from "./OrderHeader.tsx";
import classes from "./OrderPage.module.css";
import { OrderTabs } from "./OrderTabs.tsx";

/** One order (DETAIL). */
export function OrderPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { number } = useParams({ from: PATHS.order });
  const order = useQuery({ ...orderOptions(Number(number)), enabled: /^\d+$/.test(number) });
  if (order.data)
    return (
      <OrderProvider value={order.data}>
        <OrderView key={order.data.number} />
      </OrderProvider>
    );
  if (!/^\d+$/.test(number) || problemOf(order.error)?.code === "notFound") return <NotFoundPage />;
  if (order.isPending) return <PageLoader />;
  return (
    <StatePanel
      isPage
      icon={IconAlertTriangle}
      alert
      title={t("failure.title")}
      text={problemText(order.error)}
    >
      <Button onClick={() => void order.refetch()}>{t("common.retry")}</Button>
    </StatePanel>
  );
}

function OrderView() {
  const { number } = useOrder();
  useAnnounce(number);
  return (
    <div className={classes.page}>
      <OrderHeader />
      <OrderAlerts />
      <ChecksOfOrder>
        <OrderTabs />
      </ChecksOfOrder>
      <NotifyButton />
    </div>
  );
}
