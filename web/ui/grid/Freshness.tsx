import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import classes from "./ListFrame.module.css";

type Props = { hasMoved: boolean; hasFailed: boolean; onRelease: () => void };

/** How fresh the rows are: some wait to take their places, or the last refresh failed. Nothing shifts when it comes. */
export function Freshness({ hasMoved, hasFailed, onRelease }: Props) {
  const { t } = useTranslation();
  const release = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const list = currentTarget.closest("[data-list]");
    const isByKeys = currentTarget.matches(":focus-visible");
    // Drawn at once: the button goes, and keys go on from the rows that are now there, not from the top of the page.
    flushSync(onRelease);
    if (isByKeys) list?.querySelector<HTMLElement>("tbody td[tabindex='0']")?.focus();
  };
  return (
    <div aria-live="polite" data-freshness>
      {hasFailed && (
        <span className={classes.stale}>
          <IconAlertTriangle size={15} aria-hidden />
          {t("grid.stale")}
        </span>
      )}
      {hasMoved && !hasFailed && (
        <Button variant="light" leftSection={<IconRefresh size={14} />} onClick={release}>
          {t("grid.moved")} · {t("grid.refresh")}
        </Button>
      )}
    </div>
  );
}
