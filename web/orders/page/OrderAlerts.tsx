import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOrder } from "../../order/order-context.tsx";
import { isAllowed } from "../../order/standing.ts";
import { PresenceBanner } from "../../presence/PresenceBanner.tsx";
import { explain } from "../../signatures/explain.ts";
import { formatDateTime } from "../../ui/format.ts";
import classes from "./OrderPage.module.css";

/** What the operator must know before anything else: a collection or an issuance that stopped, and the way on (FLOW-6). */
export function OrderAlerts() {
  const order = useOrder();
  const { t } = useTranslation();
  return (
    <div className={classes.alerts} aria-live="polite">
      <PresenceBanner number={order.number} />
      {order.status === "cancelled" && <Notice>{t("operations.alert.cancelled")}</Notice>}
      {order.process === "paper" && order.status === "incomplete" && (
        <Notice>{t("operations.alert.incompletePaper")}</Notice>
      )}
      {order.status === "signing" && <CollectionNotice />}
      {order.status === "toGenerate" && <IssuanceNotice />}
    </div>
  );
}

function CollectionNotice() {
  const order = useOrder();
  const { t } = useTranslation();
  const collection = order.collection;
  if (!collection) return null;
  const { state, explanation, launchedBy, launchedAt, expiresAt } = collection;
  if (state === "creating")
    return <Waiting text={t("operations.alert.collection.creating")} why={explanation} />;
  if (state === "refused" || state === "expired" || state === "failed")
    return (
      <Notice isProblem title={t(`operations.alert.collection.${state}`)}>
        {explanation && <Answer explanation={explanation} />}
        {isAllowed(order, "launchSignatureCollection") && <div>{t("operations.alert.collectionNext")}</div>}
      </Notice>
    );
  const until = formatDateTime(expiresAt);
  return (
    <Notice>
      {t("operations.alert.collectionUntil", { name: launchedBy, at: formatDateTime(launchedAt), until })}
    </Notice>
  );
}

function IssuanceNotice() {
  const order = useOrder();
  const { t } = useTranslation();
  if (order.issuance?.state !== "failed")
    return <Waiting text={t("operations.alert.issuanceUnderWay")} why={order.issuance?.explanation} />;
  const { explanation } = order.issuance;
  return (
    <Notice isProblem title={t("operations.alert.issuanceFailed")}>
      {explanation && <Answer explanation={explanation} />}
      {isAllowed(order, "retryIssuance") && <div>{t("operations.alert.issuanceNext")}</div>}
    </Notice>
  );
}

type Explanation = Parameters<typeof explain>[0];

function Answer({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  return <div>{t("operations.alert.answer", { message: explain(explanation, t) })}</div>;
}

/** Under way; with what holds it up, when a neighbour does not answer and is asked again by itself. */
function Waiting({ text, why }: { text: string; why: Explanation | null | undefined }) {
  const { t } = useTranslation();
  return (
    <Notice>
      {text}
      {why && <div>{explain(why, t)}</div>}
    </Notice>
  );
}

type NoticeProps = { isProblem?: boolean; title?: string; children: ReactNode };

function Notice({ isProblem = false, title, children }: NoticeProps) {
  const Icon = isProblem ? IconAlertTriangle : IconInfoCircle;
  return (
    <Alert
      variant="light"
      color={isProblem ? "red" : "accent"}
      icon={<Icon size={16} />}
      title={title}
      p="6px 12px"
    >
      {children}
    </Alert>
  );
}
