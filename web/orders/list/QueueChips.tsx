import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ORDER_QUEUES, type OrderQueue } from "../../../domain/orders/order-list-api.ts";
import { PATHS } from "../../navigation/paths.ts";
import { queueCountsOptions } from "./list-queries.ts";
import classes from "./QueueChips.module.css";

/**
 * The work queues, one click each (LIST-6). A queue shows all its orders, whatever their age: the list then counts as
 * many as the chip says.
 */
export function QueueChips({ current }: { current: OrderQueue | undefined }) {
  const { t, i18n } = useTranslation();
  const counts = useQuery(queueCountsOptions()).data;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <nav className={classes.queues} aria-label={t("orders.list.queues")}>
      {ORDER_QUEUES.map((queue) => (
        <Link
          key={queue}
          to={PATHS.orders}
          search={{ queue, createdFrom: "" }}
          className={classes.chip}
          aria-current={queue === current ? "true" : undefined}
          activeProps={{}}
        >
          {t(`orders.queue.${queue}`)}
          <span className={classes.count}>
            {counts?.[queue] === undefined ? "" : number.format(counts[queue])}
          </span>
        </Link>
      ))}
    </nav>
  );
}
