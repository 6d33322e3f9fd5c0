import "@mantine/dates/styles.css";
import "dayjs/locale/fr.js";
import { Button } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import { useTranslation } from "react-i18next";
import classes from "./Filters.module.css";
import type { Period } from "./types.ts";

dayjs.extend(customParseFormat);

type Props = {
  period: Period;
  preset: { label: string; from: string } | undefined;
  onChange: (period: Period) => void;
};

/** The two ends of a period, either of which may be taken away (LIST-3). Loaded when first opened. */
export default function PeriodPanel({ period, preset, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const isPreset = period.from === undefined && !period.to && preset !== undefined;
  const from = period.from ?? (period.to ? undefined : preset?.from);
  const shared = {
    locale: i18n.language,
    valueFormat: "DD/MM/YYYY",
    dateParser: parseDay,
    clearable: true,
    size: "sm",
    popoverProps: { withinPortal: false },
    ariaLabels: { previousMonth: t("period.previousMonth"), nextMonth: t("period.nextMonth") },
    classNames: { day: classes.day },
  } as const;
  return (
    <div className={classes.panel}>
      <div className={classes.presets}>
        {preset && (
          <Button
            variant={isPreset ? "filled" : "default"}
            onClick={() => onChange({ from: undefined, to: undefined })}
          >
            {preset.label}
          </Button>
        )}
        <Button
          variant={!from && !period.to ? "filled" : "default"}
          onClick={() => onChange({ from: preset ? "" : undefined, to: undefined })}
        >
          {preset ? t("period.everything") : t("period.any")}
        </Button>
      </div>
      <div className={classes.bounds}>
        <DateInput
          {...shared}
          label={t("period.from")}
          clearButtonProps={{ "aria-label": t("period.clearFrom") }}
          placeholder={t("period.fromStart")}
          value={from || null}
          {...(period.to ? { maxDate: period.to } : {})}
          onChange={(day) => onChange({ from: day ?? "", to: period.to })}
        />
        <DateInput
          {...shared}
          label={t("period.to")}
          clearButtonProps={{ "aria-label": t("period.clearTo") }}
          placeholder={t("period.untilNow")}
          value={period.to || null}
          {...(from ? { minDate: from } : {})}
          // The start that was shown becomes said: otherwise it would move with the days.
          onChange={(day) => onChange({ from, to: day ?? undefined })}
        />
      </div>
      <p className={classes.hint}>{t("period.openStart")}</p>
    </div>
  );
}

function parseDay(typed: string): string | null {
  const day = dayjs(typed, ["DD/MM/YYYY", "D/M/YYYY", "DDMMYYYY", "DD/MM/YY"], true);
  return day.isValid() ? day.format("YYYY-MM-DD") : null;
}
