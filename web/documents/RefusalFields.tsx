import { Button, NativeSelect, Textarea } from "@mantine/core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { nonComplianceReasonSchema, nonComplianceReasons } from "../../domain/order/verdict.ts";
import { DraftNotice } from "../drafts/DraftNotice.tsx";
import type { PieceJudgement } from "./use-judge-piece.ts";
import classes from "./VerdictPanel.module.css";

type Props = {
  /** The choice of the reason, to begin with. */
  ref: Ref<HTMLSelectElement>;
  kind: SupportingDocumentKind;
  judgement: PieceJudgement;
};

/** Why a piece is refused: a reason that the subscriber reads, and a remark for colleagues. */
export function RefusalFields({ ref, kind, judgement }: Props) {
  const { t } = useTranslation();
  const { reason, remark } = judgement.refusal;
  return (
    <div className={classes.refusal}>
      <NativeSelect
        ref={ref}
        label={t("documents.verdict.reason")}
        required
        value={reason ?? ""}
        onChange={(event) =>
          judgement.change({ reason: nonComplianceReasonSchema.safeParse(event.currentTarget.value).data })
        }
      >
        <option value="" disabled>
          {t("documents.verdict.chooseReason")}
        </option>
        {nonComplianceReasons(kind).map((known) => (
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
        onChange={(event) => judgement.change({ remark: event.currentTarget.value })}
      />
      <DraftNotice at={judgement.resumedAt} onAbandon={judgement.abandon} />
      <Button size="sm" disabled={!reason} loading={judgement.isSaving} onClick={judgement.refuse}>
        {t("documents.verdict.save")}
      </Button>
    </div>
  );
}
