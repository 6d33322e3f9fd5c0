import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ORDER_PHASES, orderProcessSchema, orderTypeSchema } from "../../../domain/order/order.ts";
import type { ORDER_SORTS, OrderRow } from "../../../domain/orders/order-list-api.ts";
import { gridColumns, type ListColumn, titled } from "../../lists/columns.tsx";
import { RowLink } from "../../lists/RowLink.tsx";
import { PATHS } from "../../navigation/paths.ts";
import { OrderStatusChip } from "../../order/OrderStatusChip.tsx";
import { useClientChoices } from "../../order/use-client-choices.ts";
import { PresenceSign } from "../../presence/PresenceSign.tsx";
import { formatDateTime, formatSirenWithScheme } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid/types.ts";
import { defaultCreatedFrom, type OrderListSearch } from "./order-search.ts";
import { PriorityDot } from "./PriorityDot.tsx";

type Sort = (typeof ORDER_SORTS)[number];
type Id = Exclude<keyof OrderRow, "holderFamilyName" | "holderGivenName"> | "holder";
type Column = ListColumn<OrderRow, Sort, OrderListSearch, Id>;

/** The columns of LIST-1, in its order, with their filters (LIST-3) and sorts (LIST-4). */
export function useOrderColumns(
  search: OrderListSearch,
  setFilter: (patch: Partial<OrderListSearch>) => void,
): GridColumn<OrderRow, Sort>[] {
  const { t } = useTranslation();
  const clients = useClientChoices();
  return useMemo(() => {
    const types = orderTypeSchema.options.map((value) => ({ value, label: t(`order.type.${value}`) }));
    const processes = orderProcessSchema.options.map((value) => ({
      value,
      label: t(`order.process.${value}`),
    }));
    const phases = ORDER_PHASES.map((value) => ({ value, label: t(`order.phase.${value}`) }));
    const columns: Column[] = [
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
        filter: { by: "text", name: "number", isNumeric: true },
        cell: ({ number }) => (
          <RowLink
            target={{ to: PATHS.order, params: { number: String(number) }, search }}
            number={number}
            label={t("orders.list.open", { number })}
          />
        ),
      },
      {
        id: "portuId",
        width: 68,
        sort: "portuId",
        filter: { by: "text", name: "portuId", isNumeric: true },
        cell: (row) => row.portuId,
      },
      {
        id: "siren",
        width: 120,
        filter: { by: "text", name: "siren", isNumeric: true },
        cell: (row) => formatSirenWithScheme(row.siren),
      },
      {
        id: "holder",
        width: 116,
        grow: true,
        sort: "holder",
        filter: { by: "text", name: "holder" },
        cell: (row) => (
          <span title={`${row.holderFamilyName.toUpperCase()} ${row.holderGivenName}`}>
            <span className="family-name">{row.holderFamilyName}</span> {row.holderGivenName}
          </span>
        ),
      },
      {
        id: "createdAt",
        width: 136,
        sort: "createdAt",
        filter: {
          by: "period",
          from: "createdFrom",
          to: "createdTo",
          preset: { label: t("period.last30Days"), from: defaultCreatedFrom() },
        },
        cell: (row) => formatDateTime(row.createdAt),
      },
      {
        id: "client",
        width: 104,
        grow: true,
        filter: { by: "choice", name: "client", choices: clients },
        cell: (row) => titled(row.client),
      },
      {
        id: "type",
        width: 106,
        filter: { by: "choice", name: "type", choices: types },
        cell: (row) => t(`order.type.${row.type}`),
      },
      {
        id: "process",
        width: 68,
        filter: { by: "choice", name: "process", choices: processes },
        cell: (row) => t(`order.process.${row.process}`),
      },
      {
        id: "phase",
        width: 64,
        filter: { by: "choice", name: "phase", choices: phases },
        cell: (row) => t(`order.phase.${row.phase}`),
      },
      {
        id: "status",
        width: 160,
        cell: (row) => <OrderStatusChip number={row.number} status={row.status} />,
      },
      { id: "cnbfNumber", width: 66, cell: (row) => row.cnbfNumber },
      { id: "barNumber", width: 82, cell: (row) => row.barNumber },
    ];
    return gridColumns(columns, { label: (id) => t(`orders.column.${id}`), search, setFilter });
  }, [t, search, setFilter, clients]);
}
