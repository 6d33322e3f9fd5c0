import { ActionIcon, Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../../domain/order/order-detail.ts";
import { useOrder } from "../../order/order-context.tsx";
import { useOrderTab } from "../../order/use-order-tab.ts";
import { StatusChip } from "../../ui/StatusChip.tsx";
import classes from "./SideMenu.module.css";

const TONE = { toSign: "neutral", signed: "info", validated: "good" } as const;

function standingOfDocument(document: DocumentToSign): keyof typeof TONE {
  if (document.validatedAt) return "validated";
  return document.signed ? "signed" : "toSign";
}

/** Each document to sign with its status and the way to see it. */
export function DocumentsMenu() {
  const order = useOrder();
  const { t } = useTranslation();
  const { openTab } = useOrderTab();
  if (order.documentsToSign.length === 0)
    return (
      <p className={classes.note}>
        {t(order.process === "paper" ? "orders.menu.noneForPaper" : "orders.menu.notGenerated")}
      </p>
    );
  return (
    <ul className={classes.list}>
      {order.documentsToSign.map((document) => {
        const name = t(`order.toSign.${document.kind}`);
        const standing = standingOfDocument(document);
        const label = t("orders.menu.seeDocument", { document: name });
        return (
          <li key={document.kind} className={classes.item}>
            <span>{name}</span>
            <StatusChip tone={TONE[standing]}>{t(`orders.menu.${standing}`)}</StatusChip>
            <Tooltip label={label}>
              <ActionIcon variant="subtle" aria-label={label} onClick={() => openTab(document.kind)}>
                <IconEye size={17} />
              </ActionIcon>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
