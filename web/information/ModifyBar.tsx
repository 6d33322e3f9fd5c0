import { Button } from "@mantine/core";
import { IconLock, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useOrder } from "../order/order-context.tsx";
import { blockOf } from "../order/standing.ts";
import classes from "./InformationPanel.module.css";
import type { InformationForm } from "./use-information-form.ts";

/** "Modifier", or why the information is locked (DETAIL-6). */
export function ModifyBar({ form }: { form: InformationForm }) {
  const order = useOrder();
  const { t } = useTranslation();
  const block = blockOf(order, "modifyInformation");
  if (block === "forbidden") return null;
  if (block && !form.draft)
    return (
      <p className={classes.locked}>
        <IconLock size={15} aria-hidden />
        {t(`order.reason.${block}`)}
      </p>
    );
  if (form.draft) return null;
  return (
    <div className={classes.modify}>
      <Button variant="default" leftSection={<IconPencil size={14} />} onClick={form.start}>
        {t("common.modify")}
      </Button>
    </div>
  );
}
