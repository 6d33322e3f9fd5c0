import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type OrderRow, PAGE_SIZES } from "../../../domain/orders/order-list-api.ts";
import { ExportButton, ExportStatus } from "../../exports/ExportButton.tsx";
import { ListState } from "../../lists/ListState.tsx";
import { PATHS } from "../../navigation/paths.ts";
import { orderListOptions, orderOptions, orderTotalOptions, wholeListQuery } from "../../order/queries.ts";
import { usePresence } from "../../presence/use-presence.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Freshness } from "../../ui/grid/Freshness.tsx";
import { ListFrame } from "../../ui/grid/ListFrame.tsx";
import { Pager, pagesOf } from "../../ui/grid/Pager.tsx";
import { useExistingPage } from "../../ui/grid/use-existing-page.ts";
import { useHold } from "../../ui/grid/use-hold.ts";
import { useNextPage } from "../../ui/grid/use-next-page.ts";
import { useSteadyRows } from "../../ui/grid/use-steady-rows.ts";
import { SavedViews } from "../../views/SavedViews.tsx";
import { DEFAULT_PAGE_SIZE, isFiltered, type OrderListSearch } from "./order-search.ts";
import { QueueChips } from "./QueueChips.tsx";
import { useOrderColumns } from "./use-order-columns.tsx";

const NO_ROWS: OrderRow[] = [];
const keyOf = (row: OrderRow) => row.number;

/** The exact total: it comes with the rows, or beside them where counting takes longer than finding. */
function useTotal(search: OrderListSearch, list: { total: number | null } | undefined): number | undefined {
  const beside = useQuery(orderTotalOptions(search));
  return list?.total ?? beside.data?.total;
}

/** "Liste des Commandes" (LIST): everything it shows is in the address. */
export function OrderListPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: PATHS.orders });
  const navigate = useNavigate({ from: PATHS.orders });
  const router = useRouter();
  const client = useQueryClient();
  const hold = useHold();
  const change = useCallback(
    (patch: Partial<OrderListSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }), replace }),
    [navigate],
  );
  const setFilter = useCallback((patch: Partial<OrderListSearch>) => change(patch, true), [change]);
  const { page = 1, pageSize = DEFAULT_PAGE_SIZE } = search;
  const options = orderListOptions(search);
  const question = JSON.stringify(options.queryKey);
  const list = useQuery(options);
  const steady = useSteadyRows(list.data?.rows ?? NO_ROWS, keyOf, question, hold.isHeld);
  const columns = useOrderColumns(search, setFilter);
  const presence = usePresence();
  const total = useTotal(search, list.data);
  const pages =
    total === undefined ? page + Number(steady.rows.length === pageSize) : pagesOf(total, pageSize);
  const isAnswered = list.isSuccess && !list.isPlaceholderData && total !== undefined;
  useExistingPage(isAnswered, page, pages, (last) => change({ page: last }, true));
  useNextPage(!list.isPlaceholderData && page < pages, question, () => {
    void client.prefetchQuery(orderListOptions({ ...search, page: page + 1 }));
  });

  const targetOf = ({ number }: OrderRow) =>
    ({ to: PATHS.order, params: { number: String(number) }, search }) as const;
  const open = (row: OrderRow, inNewTab: boolean) => {
    if (inNewTab) window.open(router.buildLocation(targetOf(row)).href, "_blank", "noopener");
    else void navigate(targetOf(row));
  };
  // The order's facts and the code of its page; none of its files, whose reading is journalled.
  const fetchOrder = (row: OrderRow) => {
    void client.prefetchQuery(orderOptions(row.number));
    void router.preloadRoute(targetOf(row));
  };
  const totalText =
    total === undefined ? t("orders.list.counting") : t("orders.list.total", { count: total });
  const hasDefaultPeriod = search.createdFrom === undefined && !search.createdTo;
  return (
    <ListFrame
      title={t("orders.list.title")}
      beside={
        <>
          <QueueChips current={search.queue} />
          <SavedViews list="orders" search={search} />
        </>
      }
      actions={<ExportButton request={{ list: "orders", query: wholeListQuery(search) }} />}
      footer={
        <Pager
          totalText={totalText}
          page={page}
          pages={pages}
          pageSize={pageSize}
          pageSizes={PAGE_SIZES}
          onPage={(page) => change({ page })}
          onPageSize={(pageSize) => change({ pageSize: PAGE_SIZES.find((size) => size === pageSize) })}
        >
          <Freshness hasMoved={steady.hasMoved} hasFailed={list.isRefetchError} onRelease={steady.release} />
          <ExportStatus list="orders" />
        </Pager>
      }
      hold={hold}
    >
      <DataGrid
        label={t("orders.list.title")}
        columns={columns}
        rows={steady.rows}
        keyOf={keyOf}
        sort={search.sort}
        direction={search.direction}
        onSort={(sort, direction) => change({ sort, direction })}
        onOpen={open}
        onNear={fetchOrder}
        isMarked={(row) => (presence.get(row.number)?.length ?? 0) > 0}
        question={question}
        total={total}
        rowsBefore={(page - 1) * pageSize}
        summary={`${totalText}, ${t("grid.pageOf", { page, pages })}.`}
        isStale={list.isPlaceholderData}
      >
        <ListState
          query={list}
          isEmpty={steady.rows.length === 0}
          emptyTitle={t("orders.list.empty")}
          emptyText={hasDefaultPeriod ? t("orders.list.emptyPeriod") : undefined}
        >
          {hasDefaultPeriod && (
            <Button onClick={() => change({ createdFrom: "" })}>{t("orders.list.wholePeriod")}</Button>
          )}
          {isFiltered(search) && (
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              {t("grid.clearFilters")}
            </Button>
          )}
        </ListState>
      </DataGrid>
    </ListFrame>
  );
}
