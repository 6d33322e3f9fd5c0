import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Pager.module.css";

type Props = { page: number; pages: number; onPage: (page: number) => void };

/** The page shown, and the way to any other by its number. */
export function PageField({ page, pages, onPage }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const wanted = Math.min(Math.max(1, Number(typed)), pages);
    setTyped(undefined);
    if (wanted !== page) onPage(wanted);
  };
  return (
    <form
      className={classes.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed) go();
      }}
    >
      <label>
        {t("grid.page")}
        <input
          type="text"
          inputMode="numeric"
          aria-label={t("grid.pageNumber")}
          value={typed ?? page}
          size={Math.max(2, String(pages).length)}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 9))}
          onBlur={() => setTyped(undefined)}
        />
      </label>
      {t("grid.ofPages", { pages: new Intl.NumberFormat(i18n.language).format(pages) })}
    </form>
  );
}
