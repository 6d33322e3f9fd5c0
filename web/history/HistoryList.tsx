import { Anchor, Skeleton } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import { historyOptions } from "../journal/history-query.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { formatDateTime } from "../ui/format.ts";
import { changesOf, sentenceOf, textOf } from "./describe-event.ts";
import { ExportHistoryButton } from "./ExportHistoryButton.tsx";
import { failedNotifications } from "./failed-notifications.ts";
import classes from "./HistoryList.module.css";
import { ResendButton } from "./ResendButton.tsx";

/** How many entries stand there before the operator asks for more. */
const SHORT = 12;

/** What was done to an order, newest first: what, who, when, old and new values (HISTORY-1). */
export function HistoryList() {
  const order = useOrder();
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const history = useQuery(historyOptions(order.number));
  if (history.isPending) return <Skeleton h={90} />;
  if (history.isError) return <OrderProblem error={history.error} />;
  if (history.data.length === 0) return <p className={classes.none}>{t("history.empty")}</p>;
  const failed = isAllowed(order, "resendNotification") ? failedNotifications(history.data) : undefined;
  const shown = isWhole ? history.data : history.data.slice(0, SHORT);
  return (
    <>
      <ol className={classes.history}>
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry}>
            <ResendButton number={order.number} messageId={failed?.get(entry.id)} />
          </Entry>
        ))}
      </ol>
      {history.data.length > SHORT && (
        <Anchor component="button" type="button" size="sm" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("history.less") : t("history.more", { count: history.data.length })}
        </Anchor>
      )}
      <ExportHistoryButton number={order.number} />
    </>
  );
}

function Entry({ entry, children }: { entry: JournalEntry; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const exists = (key: string) => i18n.exists(key);
  const text = textOf(entry.event, t);
  return (
    <li>
      <div className={classes.what}>{sentenceOf(entry.event, t, exists)}</div>
      {changesOf(entry.event, t, exists).map(({ label, from, to }) => (
        <div key={label} className={classes.change}>
          <span>{label} : </span>
          {from === null ? <span>{t("common.empty")}</span> : <del>{from}</del>}
          <IconArrowRight size={12} aria-hidden />
          <span className="visually-hidden"> {t("common.changeTo")} </span>
          {to === null ? <span>{t("common.empty")}</span> : <ins>{to}</ins>}
        </div>
      ))}
      {text && <div className={classes.text}>{text}</div>}
      {children}
      <div className={classes.who}>
        <bdi>{entry.actorName}</bdi> ({t(`history.actor.${entry.actorKind}`)}),{" "}
        <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>
      </div>
    </li>
  );
}
