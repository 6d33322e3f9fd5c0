import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { StatePanel } from "../ui/StatePanel.tsx";

/** What nobody foresaw: the page failed to draw itself, or its code could not be fetched. */
export function ErrorPage() {
  const { t } = useTranslation();
  return (
    <StatePanel isPage icon={IconAlertTriangle} title={t("failure.title")} text={t("failure.text")}>
      <Button onClick={() => location.reload()}>{t("common.reload")}</Button>
    </StatePanel>
  );
}
