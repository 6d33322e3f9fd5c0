import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconCertificate, IconMail, IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PATHS } from "../navigation/paths.ts";
import icon from "./icon.svg";
import classes from "./Layout.module.css";
import { UserMenu } from "./UserMenu.tsx";

export function Header({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <Link to={PATHS.orders} className={classes.brand}>
        <img src={icon} alt="" width={24} height={24} />
        {t("app.name")}
      </Link>
      <nav className={classes.nav} aria-label={t("app.nav.label")}>
        <Link to={PATHS.orders} className={classes.link}>
          <IconSearch size={16} aria-hidden />
          <span>{t("app.nav.orders")}</span>
        </Link>
        <Link to={PATHS.certificates} className={classes.link}>
          <IconCertificate size={16} aria-hidden />
          <span>{t("app.nav.certificates")}</span>
        </Link>
        <Link to={PATHS.contact} className={classes.link}>
          <IconMail size={16} aria-hidden />
          <span>{t("app.nav.contact")}</span>
        </Link>
      </nav>
      <div className={classes.right}>
        <ThemeToggle />
        <UserMenu onHelp={onHelp} />
      </div>
    </header>
  );
}

function ThemeToggle() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const label = isDark ? t("app.menu.toLight") : t("app.menu.toDark");
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
