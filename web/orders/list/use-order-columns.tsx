import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ORDER_SORTS, OrderRow } from "../../../domain/orders/order-list-api.ts";
import { PATHS } from "../../navigation/paths.ts";
import { OrderStatusChip } from "../../order/OrderStatusChip.tsx";
import { PresenceSign } from "../../presence/PresenceSign.tsx";
import { formatDateTime, formatSirenWithScheme } from "../../ui/format.ts";
import grid from "../../ui/grid/DataGrid.module.css";
import type { GridColumn } from "../../ui/grid/types.ts";
import type { OrderListSearch } from "./order-search.ts";
import { PriorityDot } from "./PriorityDot.tsx";
import { useOrderFilters } from "./use-order-filters.tsx";

export type OrderSortName = (typeof ORDER_SORTS)[number];

/** The columns of LIST-1, in its order, with their filters (LIST-3) and sorts (LIST-4). */
export function useOrderColumns(
  search: OrderListSearch,
  setFilter: (patch: Partial<OrderListSearch>) => void,
): GridColumn<OrderRow, OrderSortName>[] {
  const { t } = useTranslation();
  const filters = useOrderFilters(search, setFilter);
  return useMemo(() => {
    const label = (id: keyof OrderRow | "holder") => t(`orders.column.${id as "number"}`);
    const columns: Omit<GridColumn<OrderRow, OrderSortName>, "label" | "filter">[] = [
      {
        id: "priority",
        width: 64,
        sort: "priority",
        cell: (row) => (
          <>
            <PriorityDot priority={row.priority} />
            <PresenceSign number={row.number} />
          </>
        ),
      },
      {
        id: "number",
        width: 82,
        sort: "number",
        cell: (row) => (
          <Link
            to={PATHS.order}
            params={{ number: String(row.number) }}
            search={search}
            className={grid.link}
            tabIndex={-1}
            aria-label={t("orders.list.open", { number: row.number })}
          >
            {row.number}
          </Link>
        ),
      },
      { id: "portuId", width: 68, sort: "portuId", cell: (row) => row.portuId },
      { id: "siren", width: 120, cell: (row) => formatSirenWithScheme(row.siren) },
      {
        id: "holder",
        width: 116,
        grow: true,
        sort: "holder",
        cell: (row) => (
          <span title={`${row.holderFamilyName.toUpperCase()} ${row.holderGivenName}`}>
            <span className="family-name">{row.holderFamilyName}</span> {row.holderGivenName}
          </span>
        ),
      },
      { id: "createdAt", width: 136, sort: "createdAt", cell: (row) => formatDateTime(row.createdAt) },
      { id: "client", width: 104, grow: true, cell: (row) => <span title={row.client}>{row.client}</span> },
      { id: "type", width: 106, cell: (row) => t(`order.type.${row.type}`) },
      { id: "process", width: 68, cell: (row) => t(`order.process.${row.process}`) },
      { id: "phase", width: 64, cell: (row) => t(`order.phase.${row.phase}`) },
      {
        id: "status",
        width: 160,
        cell: (row) => <OrderStatusChip number={row.number} status={row.status} />,
      },
      { id: "cnbfNumber", width: 66, cell: (row) => row.cnbfNumber },
      { id: "barNumber", width: 82, cell: (row) => row.barNumber },
    ];
    return columns.map((column) => ({
      ...column,
      label: label(column.id as "number"),
      filter: filters[column.id],
    }));
  }, [t, search, filters]);
}
