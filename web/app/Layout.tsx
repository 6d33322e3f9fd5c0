import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Header } from "./Header.tsx";
import classes from "./Layout.module.css";

/** The frame of every page: the header stays, the page has the rest of the window. */
export function Layout() {
  const { t } = useTranslation();
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t("skipToContent")}
      </a>
      <Header />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
