import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  ORDER_PHASES,
  type OrderPhase,
  orderProcessSchema,
  orderTypeSchema,
} from "../../../domain/order/order.ts";
import { clientsOptions } from "../../order/queries.ts";
import { ChoiceFilter } from "../../ui/grid/ChoiceFilter.tsx";
import { PeriodFilter } from "../../ui/grid/PeriodFilter.tsx";
import { TextFilter } from "../../ui/grid/TextFilter.tsx";
import { defaultCreatedFrom, type OrderListSearch } from "./order-search.ts";

const TEXT_FILTERS = ["number", "portuId", "siren", "holder"] as const;

/** The filter of each column that has one (LIST-3), by the column's id. */
export function useOrderFilters(
  search: OrderListSearch,
  setFilter: (patch: Partial<OrderListSearch>) => void,
): Record<string, ReactNode> {
  const { t } = useTranslation();
  const clients = useQuery(clientsOptions()).data;
  return useMemo(() => {
    const filters: Record<string, ReactNode> = {};
    for (const id of TEXT_FILTERS) {
      filters[id] = (
        <TextFilter
          label={t(`orders.column.${id}`)}
          value={search[id]}
          numeric={id !== "holder"}
          onChange={(value) => setFilter({ [id]: value })}
        />
      );
    }
    filters.createdAt = (
      <PeriodFilter
        label={t("orders.column.createdAt")}
        period={{ from: search.createdFrom, to: search.createdTo }}
        preset={{ label: t("period.last30Days"), from: defaultCreatedFrom() }}
        onChange={({ from, to }) => setFilter({ createdFrom: from, createdTo: to })}
      />
    );
    filters.client = (
      <ChoiceFilter
        label={t("orders.column.client")}
        value={search.client}
        choices={(clients ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(client) => setFilter({ client })}
      />
    );
    filters.type = (
      <ChoiceFilter
        label={t("orders.column.type")}
        value={search.type}
        choices={orderTypeSchema.options.map((value) => ({ value, label: t(`order.type.${value}`) }))}
        onChange={(type) => setFilter({ type })}
      />
    );
    filters.process = (
      <ChoiceFilter
        label={t("orders.column.process")}
        value={search.process}
        choices={orderProcessSchema.options.map((value) => ({ value, label: t(`order.process.${value}`) }))}
        onChange={(process) => setFilter({ process })}
      />
    );
    filters.phase = (
      <ChoiceFilter<OrderPhase>
        label={t("orders.column.phase")}
        value={search.phase}
        choices={ORDER_PHASES.map((value) => ({ value, label: t(`order.phase.${value}`) }))}
        onChange={(phase) => setFilter({ phase })}
      />
    );
    return filters;
  }, [t, search, setFilter, clients]);
}
