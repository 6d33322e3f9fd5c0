import { useTranslation } from "react-i18next";
import type { Direction } from "./types.ts";

type Props = { text: string; sortedBy: string | undefined; direction: Direction; isSettled: boolean };

/** Says aloud what a glance would tell: how many rows there are now, and in which order. */
export function GridSummary({ text, sortedBy, direction, isSettled }: Props) {
  const { t } = useTranslation();
  const sort = direction === "desc" ? "grid.sortedDesc" : "grid.sortedAsc";
  const order = sortedBy === undefined ? t("grid.usualOrder") : t(sort, { column: sortedBy });
  return (
    <p className="visually-hidden" role="status">
      {isSettled ? `${text} ${order}.` : ""}
    </p>
  );
}
