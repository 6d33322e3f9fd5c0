import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageField } from "./PageField.tsx";
import classes from "./Pager.module.css";

type Props = {
  totalText: string;
  page: number;
  pages: number;
  pageSize: number;
  pageSizes: readonly number[];
  onPage: (page: number) => void;
  onPageSize: (pageSize: number) => void;
  /** What is to be said of the rows, in the space that is left. */
  children?: ReactNode;
};

/** How many pages a list has: an empty one has one. */
export function pagesOf(total: number | undefined, pageSize: number): number {
  return Math.max(1, Math.ceil((total ?? 0) / pageSize));
}

/** The exact total, and the way through the pages. */
export function Pager(props: Props) {
  const { t } = useTranslation();
  const { totalText, page, pages, pageSize, pageSizes, onPage, onPageSize } = props;
  const steps = [
    { icon: IconChevronsLeft, label: t("grid.first"), to: 1, enabled: page > 1 },
    { icon: IconChevronLeft, label: t("grid.previous"), to: page - 1, enabled: page > 1 },
    { icon: IconChevronRight, label: t("grid.next"), to: page + 1, enabled: page < pages },
    { icon: IconChevronsRight, label: t("grid.last"), to: pages, enabled: page < pages },
  ];
  const [first, previous, next, last] = steps.map((step) => (
    <ActionIcon
      key={step.label}
      variant="subtle"
      size="sm"
      aria-label={step.label}
      disabled={!step.enabled}
      onClick={() => onPage(step.to)}
    >
      <step.icon size={16} />
    </ActionIcon>
  ));
  return (
    <div className={classes.pager}>
      <strong>{totalText}</strong>
      {props.children}
      <label className={classes.size}>
        {t("grid.pageSize")}
        <select value={pageSize} onChange={(event) => onPageSize(Number(event.currentTarget.value))}>
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
      <nav className={classes.steps} aria-label={t("grid.pages")}>
        {first}
        {previous}
        <PageField page={page} pages={pages} onPage={onPage} />
        {next}
        {last}
      </nav>
    </div>
  );
}
