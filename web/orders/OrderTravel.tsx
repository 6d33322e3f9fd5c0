import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PATHS } from "../app/paths.ts";
import classes from "./OrderPage.module.css";
import { neighboursOptions } from "./queries.ts";
import { useOrderAhead } from "./use-order-ahead.ts";

/** Back to the list as it was, and on to the orders before and after in that list. */
export function OrderTravel({ number }: { number: number }) {
  const { t } = useTranslation();
  const { tab: _, ...list } = useSearch({ from: PATHS.order });
  const neighbours = useQuery(neighboursOptions(number, list)).data;
  useOrderAhead(neighbours?.next, list);
  return (
    <nav className={classes.travel}>
      <Tooltip label={t("orders.detail.back")}>
        <ActionIcon
          variant="subtle"
          aria-label={t("orders.detail.back")}
          renderRoot={(props) => <Link to={PATHS.orders} search={list} {...props} />}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Neighbour number={neighbours?.previous} label={t("orders.detail.previous")}>
        <IconChevronLeft size={18} />
      </Neighbour>
      <Neighbour number={neighbours?.next} label={t("orders.detail.next")}>
        <IconChevronRight size={18} />
      </Neighbour>
    </nav>
  );
}

type NeighbourProps = { number: number | null | undefined; label: string; children: ReactNode };

function Neighbour({ number, label, children }: NeighbourProps) {
  const { tab, ...list } = useSearch({ from: PATHS.order });
  if (!number)
    return (
      <ActionIcon variant="default" aria-label={label} disabled>
        {children}
      </ActionIcon>
    );
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        aria-label={label}
        renderRoot={(props) => (
          // Each step leaves no trace in the browser's history ("back" goes to the list), and stays on its tab: who goes
          // through pieces sees the next order's.
          <Link
            to={PATHS.order}
            params={{ number: String(number) }}
            search={{ ...list, tab }}
            replace
            preload={false}
            {...props}
          />
        )}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
