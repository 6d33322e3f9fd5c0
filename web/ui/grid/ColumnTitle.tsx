import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./DataGrid.module.css";
import type { Direction } from "./types.ts";

type Props = { label: string; sorted: Direction | false; onToggle: (() => void) | undefined };

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** The arrow shows when the mouse comes close, on keyboard focus, and as long as the column is sorted (LIST-4). */
export function ColumnTitle({ label, sorted, onToggle }: Props) {
  const { t } = useTranslation();
  if (!onToggle) return <th scope="col">{label}</th>;
  const Arrow = sorted === "desc" ? IconArrowDown : IconArrowUp;
  const state = sorted === "asc" ? "grid.sortedAsc" : sorted === "desc" ? "grid.sortedDesc" : "grid.sort";
  return (
    <th scope="col" aria-sort={sorted ? ARIA_SORT[sorted] : "none"}>
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted || undefined}
        onClick={onToggle}
        title={t(state, { column: label })}
      >
        <span>{label}</span>
        <Arrow size={14} stroke={2.2} aria-hidden />
      </button>
    </th>
  );
}
