import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PATHS } from "../../navigation/paths.ts";
import { useShortcutHint, useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { neighboursOptions } from "../list/list-queries.ts";
import classes from "./OrderPage.module.css";
import { useOrderAhead } from "./use-order-ahead.ts";

/** Back to the list as it was, and on to the orders before and after in that list. */
export function OrderTravel({ number }: { number: number }) {
  const { t } = useTranslation();
  const { tab: _, ...list } = useSearch({ from: PATHS.order });
  const neighbours = useQuery(neighboursOptions(number, list)).data;
  useOrderAhead(neighbours?.next, list);
  const navigate = useNavigate({ from: PATHS.order });
  const back = useShortcutHint("back", t("orders.detail.back"));
  /** Where a key leads; pressed before the neighbours are known, it waits for them. */
  const [wanted, setWanted] = useState<"previous" | "next">();
  useShortcuts({
    back: () => void navigate({ to: PATHS.orders, search: list }),
    previous: () => setWanted("previous"),
    next: () => setWanted("next"),
  });
  const target = wanted && neighbours?.[wanted];
  useEffect(() => {
    if (target === undefined) return;
    setWanted(undefined);
    if (target === null) return;
    void navigate({
      to: PATHS.order,
      params: { number: String(target) },
      search: (before) => before,
      replace: true,
    });
  }, [target, navigate]);
  return (
    <nav className={classes.travel}>
      <Tooltip label={back.label}>
        <ActionIcon
          variant="subtle"
          aria-label={t("orders.detail.back")}
          aria-keyshortcuts={back.keys}
          renderRoot={(props) => <Link to={PATHS.orders} search={list} {...props} />}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Neighbour to="previous" number={neighbours?.previous} label={t("orders.detail.previous")}>
        <IconChevronLeft size={18} />
      </Neighbour>
      <Neighbour to="next" number={neighbours?.next} label={t("orders.detail.next")}>
        <IconChevronRight size={18} />
      </Neighbour>
    </nav>
  );
}

type NeighbourProps = {
  to: "previous" | "next";
  number: number | null | undefined;
  label: string;
  children: ReactNode;
};

function Neighbour({ to, number, label, children }: NeighbourProps) {
  const hint = useShortcutHint(to, label);
  const { tab, ...list } = useSearch({ from: PATHS.order });
  if (!number)
    return (
      <ActionIcon variant="default" aria-label={label} disabled>
        {children}
      </ActionIcon>
    );
  return (
    <Tooltip label={hint.label}>
      <ActionIcon
        variant="default"
        aria-label={label}
        aria-keyshortcuts={hint.keys}
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
