import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PAGE_SIZES } from "../../../domain/orders/order-list-api.ts";
import { ListPage } from "../../lists/ListPage.tsx";
import { useListPage } from "../../lists/use-list-page.ts";
import { PATHS } from "../../navigation/paths.ts";
import { orderOptions } from "../../order/queries.ts";
import { usePresence } from "../../presence/use-presence.ts";
import { orderListOptions, orderTotalOptions, wholeListQuery } from "./list-queries.ts";
import { DEFAULT_PAGE_SIZE, isFiltered } from "./order-search.ts";
import { QueueChips } from "./QueueChips.tsx";
import { useOrderColumns } from "./use-order-columns.tsx";

/** "Liste des Commandes" (LIST): everything it shows is in the address. */
export function OrderListPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const search = useSearch({ from: PATHS.orders });
  const presence = usePresence();
  const list = useListPage({
    path: PATHS.orders,
    search,
    pageSizes: PAGE_SIZES,
    defaultPageSize: DEFAULT_PAGE_SIZE,
    query: orderListOptions,
    totalBeside: useQuery(orderTotalOptions(search)).data?.total,
    targetOf: ({ number }) => ({ to: PATHS.order, params: { number: String(number) }, search }),
    // The order's facts; none of its files, whose reading is journalled.
    fetchOne: (number) => void client.prefetchQuery(orderOptions(number)),
  });
  const hasDefaultPeriod = search.createdFrom === undefined && !search.createdTo;
  return (
    <ListPage
      list={list}
      title={t("orders.list.title")}
      totalText={(count) =>
        count === undefined ? t("orders.list.counting") : t("orders.list.total", { count })
      }
      columns={useOrderColumns(search, list.setFilter)}
      beside={<QueueChips current={search.queue} />}
      exported={{ list: "orders", query: wholeListQuery(search) }}
      isMarked={(row) => (presence.get(row.number)?.length ?? 0) > 0}
      isFiltered={isFiltered(search)}
      emptyTitle={t("orders.list.empty")}
      emptyText={hasDefaultPeriod ? t("orders.list.emptyPeriod") : undefined}
      remedy={
        hasDefaultPeriod && (
          <Button onClick={() => list.change({ createdFrom: "" })}>{t("orders.list.wholePeriod")}</Button>
        )
      }
    />
  );
}
