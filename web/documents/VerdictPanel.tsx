import { Button, Group, NativeSelect, Textarea, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconMessage2Share } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { judgePiece } from "../../domain/documents/documents-api.ts";
import { NOTIFICATION_TEMPLATES } from "../../domain/notifications/notification.ts";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { nonComplianceReasonSchema, nonComplianceReasons, type Verdict } from "../../domain/order/verdict.ts";
import { call } from "../api/call.ts";
import { DraftNotice } from "../drafts/DraftNotice.tsx";
import { useDraft } from "../drafts/use-draft.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";
import { useShortcutHint, useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { formatDateTime } from "../ui/format.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
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

const refusalSchema = z.object({ reason: nonComplianceReasonSchema.optional(), remark: z.string() });
type Refusal = z.infer<typeof refusalSchema>;

const isBegun = ({ reason, remark }: Refusal) => reason !== undefined || remark !== "";

/** Conforme in one click; non conforme asks why. */
function JudgePiece({ file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const draft = useDraft(order.number, `verdict-${file.id}`, refusalSchema, isBegun);
  /** Put aside, it keeps what was typed. */
  const [isAside, setAside] = useState(false);
  const isRefusing = draft.value !== undefined && !isAside;
  const refusal: Refusal = draft.value ?? { remark: "" };
  const { reason, remark } = refusal;
  const { version, reload } = useSeenVersion(isRefusing);
  const params = { number: order.number, id: file.id };
  const judge = useOperation(async (verdict: Verdict) => {
    const judged = await call(judgePiece, { params, body: { version, verdict } });
    draft.set(undefined);
    return judged;
  }, t("documents.verdict.saved"));
  const refuse = () => {
    if (!reason) return;
    const verdict = { outcome: "nonCompliant" as const, reason, ...(remark.trim() ? { remark } : {}) };
    judge.mutate(verdict);
  };
  const compliant = useRef<HTMLButtonElement>(null);
  const reasons = useRef<HTMLSelectElement>(null);
  const compliantKey = useShortcutHint("compliant");
  const nonCompliantKey = useShortcutHint("nonCompliant");
  const openRefusal = () => {
    if (!draft.value) draft.set(refusal);
    setAside(false);
  };
  useShortcuts({
    // A key alone gives no verdict: Enter, on the button, does.
    compliant: () => compliant.current?.focus(),
    nonCompliant: () => {
      flushSync(openRefusal);
      reasons.current?.focus();
    },
  });
  const outcome = file.verdict?.outcome;
  return (
    <>
      <Group gap="xs">
        <Tooltip label={compliantKey.label} disabled={!compliantKey.keys}>
          <Button
            ref={compliant}
            size="sm"
            aria-keyshortcuts={compliantKey.keys}
            variant={outcome === "compliant" ? "light" : "default"}
            leftSection={<IconCircleCheck size={16} />}
            aria-pressed={outcome === "compliant"}
            loading={judge.isPending && !isRefusing}
            onClick={() => {
              setAside(true);
              judge.mutate({ outcome: "compliant" });
            }}
          >
            {t("documents.verdict.compliant")}
          </Button>
        </Tooltip>
        <Tooltip label={nonCompliantKey.label} disabled={!nonCompliantKey.keys}>
          <Button
            size="sm"
            aria-keyshortcuts={nonCompliantKey.keys}
            variant="default"
            leftSection={<IconCircleX size={16} />}
            aria-expanded={isRefusing}
            onClick={isRefusing ? () => setAside(true) : openRefusal}
          >
            {t("documents.verdict.nonCompliant")}
          </Button>
        </Tooltip>
      </Group>
      {isRefusing && (
        <div className={classes.refusal}>
          <NativeSelect
            ref={reasons}
            label={t("documents.verdict.reason")}
            required
            value={reason ?? ""}
            onChange={(event) =>
              draft.set({
                ...refusal,
                reason: nonComplianceReasonSchema.safeParse(event.currentTarget.value).data,
              })
            }
          >
            <option value="" disabled>
              {t("documents.verdict.chooseReason")}
            </option>
            {nonComplianceReasons(file.kind).map((known) => (
              <option key={known} value={known}>
                {t(`order.nonCompliance.${known}`)}
              </option>
            ))}
          </NativeSelect>
          <Textarea
            label={t("documents.verdict.remark")}
            description={t("documents.verdict.remarkHint")}
            value={remark}
            maxLength={1000}
            autosize
            minRows={2}
            onChange={(event) => draft.set({ ...refusal, remark: event.currentTarget.value })}
          />
          <DraftNotice at={draft.resumedAt} onAbandon={() => draft.set(undefined)} />
          <Button size="sm" disabled={!reason} loading={judge.isPending} onClick={refuse}>
            {t("documents.verdict.save")}
          </Button>
        </div>
      )}
      <OrderProblem error={judge.error} onReload={() => void reload().then(judge.reset)} />
    </>
  );
}
