import { Button } from "@mantine/core";
import { IconFileUnknown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StatePanel } from "../ui/StatePanel.tsx";
import { PATHS } from "./paths.ts";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <StatePanel isPage icon={IconFileUnknown} title={t("notFound.title")} text={t("notFound.text")}>
      <Button renderRoot={(props) => <Link to={PATHS.orders} {...props} />}>{t("notFound.toOrders")}</Button>
    </StatePanel>
  );
}
