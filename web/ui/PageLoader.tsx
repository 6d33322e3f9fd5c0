import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./StatePanel.module.css";

export function PageLoader() {
  const { t } = useTranslation();
  return (
    <div className={classes.panel} role="status" aria-label={t("common.loading")}>
      <Loader size="sm" type="dots" />
    </div>
  );
}
