import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Pager.module.css";

type Props = {
  total: number;
  totalText: string;
  page: number;
  pageSize: number;
  pageSizes: readonly number[];
  onPage: (page: number) => void;
  onPageSize: (pageSize: number) => void;
};

/** The exact total, and the way through the pages. */
export function Pager({ total, totalText, page, pageSize, pageSizes, onPage, onPageSize }: Props) {
  const { t, i18n } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const number = new Intl.NumberFormat(i18n.language);
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
      <strong aria-live="polite">{totalText}</strong>
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
        <span>{t("grid.page", { page: number.format(page), pages: number.format(pages) })}</span>
        {next}
        {last}
      </nav>
    </div>
  );
}
