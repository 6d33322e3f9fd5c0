import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type OrderRow, PAGE_SIZES } from "../../../domain/orders/order-list-api.ts";
import { PATHS } from "../../app/paths.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Freshness } from "../../ui/grid/Freshness.tsx";
import { GridState } from "../../ui/grid/GridState.tsx";
import { ListFrame } from "../../ui/grid/ListFrame.tsx";
import { Pager } from "../../ui/grid/Pager.tsx";
import { useSteadyRows } from "../../ui/grid/use-steady-rows.ts";
import { DEFAULT_PAGE_SIZE, isFiltered, type OrderListSearch } from "../order-search.ts";
import { orderListOptions } from "../queries.ts";
import { QueueChips } from "./QueueChips.tsx";
import { useOrderColumns } from "./use-order-columns.tsx";

const NO_ROWS: OrderRow[] = [];
const keyOf = (row: OrderRow) => row.number;

/** "Liste des Commandes" (LIST): everything it shows is in the address. */
export function OrderListPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: PATHS.orders });
  const navigate = useNavigate({ from: PATHS.orders });
  const router = useRouter();
  const [isHeld, setHeld] = useState(false);
  const change = useCallback(
    (patch: Partial<OrderListSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }), replace }),
    [navigate],
  );
  const setFilter = useCallback((patch: Partial<OrderListSearch>) => change(patch, true), [change]);
  const options = orderListOptions(search);
  const list = useQuery(options);
  const steady = useSteadyRows(list.data?.rows ?? NO_ROWS, keyOf, JSON.stringify(options.queryKey), isHeld);
  const columns = useOrderColumns(search, setFilter);

  const open = ({ number }: OrderRow, inNewTab: boolean) => {
    const target = { to: PATHS.order, params: { number: String(number) }, search } as const;
    if (inNewTab) window.open(router.buildLocation(target).href, "_blank", "noopener");
    else void navigate(target);
  };
  const total = list.data?.total ?? 0;
  const hasDefaultPeriod = search.createdFrom === undefined;
  return (
    <ListFrame
      title={t("orders.list.title")}
      beside={<QueueChips current={search.queue} />}
      actions={
        <Freshness hasMoved={steady.hasMoved} hasFailed={list.isRefetchError} onRelease={steady.release} />
      }
      footer={
        <Pager
          total={total}
          totalText={list.data ? t("orders.list.total", { count: total }) : ""}
          page={search.page ?? 1}
          pageSize={search.pageSize ?? DEFAULT_PAGE_SIZE}
          pageSizes={PAGE_SIZES}
          onPage={(page) => change({ page })}
          onPageSize={(pageSize) => change({ pageSize: PAGE_SIZES.find((size) => size === pageSize) })}
        />
      }
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
        isStale={list.isPlaceholderData}
        onHold={setHeld}
      >
        <GridState
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
        </GridState>
      </DataGrid>
    </ListFrame>
  );
}
