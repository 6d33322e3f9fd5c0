import { ActionIcon, Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SupportingDocument } from "../../../domain/order/order-detail.ts";
import { AttachmentDrop } from "../../documents/AttachmentDrop.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { isMissing, tabsOf } from "../../order/order-tabs.ts";
import { useOrderTab } from "../../order/use-order-tab.ts";
import { StatusChip } from "../../ui/StatusChip.tsx";
import classes from "./SideMenu.module.css";

/** Each piece with its status and the way to see it. */
export function PiecesMenu() {
  const order = useOrder();
  const { t } = useTranslation();
  const { openTab } = useOrderTab();
  return (
    <>
      {order.process === "paper" && order.supportingDocuments.length === 0 && (
        <p className={classes.note}>{t("orders.menu.piecesOnPaper")}</p>
      )}
      <ul className={classes.list}>
        {tabsOf(order).map((tab) => {
          if (tab.kind !== "piece") return null;
          if (!tab.file && !isMissing(order, tab.piece)) return null;
          const name =
            tab.piece === "attachment" && tab.file ? tab.file.fileName : t(`order.piece.${tab.piece}`);
          const label = t("orders.menu.see", { piece: name });
          return (
            <li key={tab.id} className={classes.item}>
              <span>{name}</span>
              <PieceStatus file={tab.file} />
              {tab.file && (
                <Tooltip label={label}>
                  <ActionIcon variant="subtle" aria-label={label} onClick={() => openTab(tab.id)}>
                    <IconEye size={17} />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
      <AttachmentDrop className={classes.attach} />
    </>
  );
}

/** Missing, uploaded, or what an operator found of it; one that came since the order was given back is marked. */
function PieceStatus({ file }: { file: SupportingDocument | undefined }) {
  const { t } = useTranslation();
  if (!file) return <StatusChip tone="bad">{t("orders.menu.missing")}</StatusChip>;
  if (file.verdict)
    return (
      <StatusChip tone={file.verdict.outcome === "compliant" ? "good" : "bad"}>
        {t(`documents.verdict.${file.verdict.outcome}`)}
      </StatusChip>
    );
  return (
    <StatusChip tone={file.isNew ? "warn" : "info"}>
      {t(file.isNew ? "orders.menu.uploadedAgain" : "orders.menu.uploaded")}
    </StatusChip>
  );
}
