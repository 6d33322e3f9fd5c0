import { Loader, Popover } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDay } from "../format.ts";
import classes from "./Filters.module.css";
import type { Period } from "./types.ts";

// The calendar is the heaviest part of the list, and most days nobody opens it.
const PeriodPanel = lazy(() => import("./PeriodPanel.tsx"));

type Props = {
  label: string;
  period: Period;
  /** What stands for a period never said, e.g. "30 derniers jours". */
  preset: { label: string; from: string } | undefined;
  onChange: (period: Period) => void;
};

export function PeriodFilter({ label, period, preset, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const text = usePeriodText(period, preset?.label);
  const isActive = Boolean(period.from || period.to || preset);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <span className={classes.field} data-active={isActive || undefined}>
        <Popover.Target>
          <button
            type="button"
            className={classes.input}
            aria-label={`${t("grid.filter", { column: label })} : ${text}`}
            title={text}
            onClick={() => setOpen(!isOpen)}
          >
            <IconCalendar size={13} aria-hidden />
            <span>{text}</span>
          </button>
        </Popover.Target>
      </span>
      <Popover.Dropdown>
        <Suspense fallback={<Loader size="xs" m="md" />}>
          <PeriodPanel period={period} preset={preset} onChange={onChange} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function usePeriodText({ from, to }: Period, presetLabel: string | undefined): string {
  const { t } = useTranslation();
  if (from === undefined && !to && presetLabel) return presetLabel;
  if (from && to) return `${formatDay(from)} – ${formatDay(to)}`;
  if (from) return t("period.since", { from: formatDay(from) });
  if (to) return t("period.until", { to: formatDay(to) });
  return t("period.any");
}
