import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { Header } from "./Header.tsx";
import classes from "./Layout.module.css";

const ShortcutsDialog = lazy(() => import("../shortcuts/ShortcutsDialog.tsx"));

/** The frame of every page: the header stays, the page has the rest of the window. */
export function Layout() {
  const { t } = useTranslation();
  const [isHelping, setHelping] = useState(false);
  const help = () => setHelping(true);
  useShortcuts({ help });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t("app.skipToContent")}
      </a>
      <Header onHelp={help} />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      {isHelping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}
