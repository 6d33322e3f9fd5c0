import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ExportProgress.module.css";
import { likelyShare } from "./likely-share.ts";
import type { RunningExport } from "./running-exports.ts";

/** How far an export is, and the way to stop it. Loaded with the first one. */
export default function ExportProgress({ running: { bytes, rows, cancel } }: { running: RunningExport }) {
  const { t, i18n } = useTranslation();
  const share = likelyShare(bytes, rows);
  const size = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: "megabyte",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(bytes / 1e6);
  const text = rows === undefined ? t("exports.preparing") : t("exports.progress", { size, count: rows });
  return (
    <fieldset className={classes.export} aria-label={t("exports.running")}>
      <span>{t("exports.running")}</span>
      <Progress.Root size="sm" className={classes.bar}>
        <Progress.Section
          value={share === undefined ? 100 : share * 100}
          // Without a value it is indeterminate, for assistive technologies too.
          {...(share === undefined ? { animated: true, "aria-valuenow": undefined } : {})}
          aria-label={t("exports.running")}
          aria-valuetext={text}
        />
      </Progress.Root>
      <span className={classes.text}>{text}</span>
      <Button variant="default" size="compact-xs" onClick={cancel}>
        {t("common.cancel")}
      </Button>
    </fieldset>
  );
}
