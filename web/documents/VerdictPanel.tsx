import { Button } from "@mantine/core";
import { IconMessage2Share } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTIFICATION_TEMPLATES } from "../../domain/notifications/notification.ts";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { formatDateTime } from "../ui/format.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import { JudgePiece } from "./JudgePiece.tsx";
import classes from "./VerdictPanel.module.css";

const NotifyDialog = lazy(() => import("../notifications/NotifyDialog.tsx"));

type Props = { file: SupportingDocument };

/** What the operator finds of the piece they are looking at (DETAIL-4). */
export function VerdictPanel({ file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  return (
    <section className={classes.panel} aria-label={t("documents.verdict.title")}>
      <h2 className={classes.title}>{t("documents.verdict.title")}</h2>
      <GivenVerdict file={file} />
      {isAllowed(order, "judgePiece") && <JudgePiece key={file.id} file={file} />}
    </section>
  );
}

function GivenVerdict({ file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const [isNotifying, setNotifying] = useState(false);
  const { verdict } = file;
  if (!verdict) return <p className={classes.note}>{t("documents.verdict.none")}</p>;
  const template = NOTIFICATION_TEMPLATES.find((known) => known === file.kind);
  const { reason } = verdict;
  return (
    <div className={classes.given}>
      <StatusChip tone={verdict.outcome === "compliant" ? "good" : "bad"}>
        {t(`documents.verdict.${verdict.outcome}`)}
      </StatusChip>
      {reason && <strong>{t(`order.nonCompliance.${reason}`)}</strong>}
      {verdict.remark && <p className={classes.remark}>{verdict.remark}</p>}
      <p className={classes.note}>
        {t("documents.verdict.by", { name: verdict.judgedBy, at: formatDateTime(verdict.judgedAt) })}
      </p>
      {reason && template && isAllowed(order, "notify") && (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconMessage2Share size={16} />}
          onClick={() => setNotifying(true)}
        >
          {t("documents.verdict.notify")}
        </Button>
      )}
      {isNotifying && template && reason && (
        <Suspense>
          <NotifyDialog proposed={{ template, reason }} onClose={() => setNotifying(false)} />
        </Suspense>
      )}
    </div>
  );
}
