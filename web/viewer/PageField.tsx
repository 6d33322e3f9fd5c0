import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FileViewer.module.css";
import { ToolButton } from "./ToolButton.tsx";
import type { ViewerControls } from "./viewer-props.ts";

/** "page n / N", where n can be typed. */
export function PageField({ pages }: { pages: NonNullable<ViewerControls["pages"]> }) {
  const { t } = useTranslation();
  const { current, total, goTo } = pages;
  const [typed, setTyped] = useState<string>();
  const submit = () => {
    const page = Number(typed);
    if (Number.isInteger(page) && page >= 1 && page <= total) goTo(page);
    setTyped(undefined);
  };
  return (
    <>
      <ToolButton
        icon={IconChevronUp}
        label={t("viewer.previousPage")}
        disabled={current <= 1}
        onClick={() => goTo(current - 1)}
      />
      <ToolButton
        icon={IconChevronDown}
        label={t("viewer.nextPage")}
        disabled={current >= total}
        onClick={() => goTo(current + 1)}
      />
      <input
        className={classes.page}
        aria-label={t("viewer.page")}
        inputMode="numeric"
        value={typed ?? String(current)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={submit}
        onKeyDown={(event) => event.key === "Enter" && submit()}
      />
      <span>{t("viewer.ofPages", { pages: total })}</span>
    </>
  );
}
