import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import type { EventBus } from "pdfjs-dist/web/pdf_viewer.mjs";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FileViewer.module.css";
import { ToolButton } from "./ToolButton.tsx";
import type { Matches } from "./use-pdf.ts";

type Props = { eventBus: EventBus; matches: Matches; onClose: () => void };

/** Searches the text of a PDF, whatever the case and the accents. */
export function FindBar({ eventBus, matches, onClose }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    return () => eventBus.dispatch("findbarclose", { source: input });
  }, [eventBus]);

  const find = (text: string, type: "" | "again", findPrevious = false) =>
    eventBus.dispatch("find", {
      source: input,
      type,
      query: text,
      findPrevious,
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      matchDiacritics: false,
    });
  const status =
    query === "" ? "" : matches.total === 0 ? t("viewer.noMatch") : t("viewer.matches", { ...matches });
  return (
    <search className={classes.find}>
      <input
        ref={input}
        type="text"
        aria-label={t("viewer.search")}
        placeholder={t("viewer.searchPlaceholder")}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          find(event.currentTarget.value, "");
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") find(query, "again", event.shiftKey);
          if (event.key === "Escape") onClose();
        }}
      />
      <ToolButton
        icon={IconChevronUp}
        label={t("viewer.previousMatch")}
        disabled={matches.total === 0}
        onClick={() => find(query, "again", true)}
      />
      <ToolButton
        icon={IconChevronDown}
        label={t("viewer.nextMatch")}
        disabled={matches.total === 0}
        onClick={() => find(query, "again")}
      />
      <output>{status}</output>
      <ToolButton icon={IconX} label={t("common.close")} onClick={onClose} />
    </search>
  );
}
