import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { judgePiece } from "../../domain/documents/documents-api.ts";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { nonComplianceReasonSchema, type Verdict } from "../../domain/order/verdict.ts";
import { call } from "../api/call.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { useOrder } from "../order/order-context.tsx";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";

const refusalSchema = z.object({ reason: nonComplianceReasonSchema.optional(), remark: z.string() });
type Refusal = z.infer<typeof refusalSchema>;

const isBegun = ({ reason, remark }: Refusal) => reason !== undefined || remark !== "";

/** The verdict on a piece, from the first key typed until it is saved; what was typed of a refusal is kept. */
export function useJudgePiece(file: SupportingDocument) {
  const { t } = useTranslation();
  const { number } = useOrder();
  const draft = useDraft(number, `verdict-${file.id}`, refusalSchema, isBegun);
  /** Put aside, it keeps what was typed. */
  const [isAside, setAside] = useState(false);
  const isRefusing = draft.value !== undefined && !isAside;
  const refusal: Refusal = draft.value ?? { remark: "" };
  const { reason, remark } = refusal;
  const { version, reload } = useSeenVersion(isRefusing);
  const judge = useOperation(async (verdict: Verdict) => {
    const judged = await call(judgePiece, { params: { number, id: file.id }, body: { version, verdict } });
    draft.set(undefined);
    return judged;
  }, t("documents.verdict.saved"));
  return {
    isRefusing,
    refusal,
    resumedAt: draft.resumedAt,
    isSaving: judge.isPending,
    error: judge.error,
    accept: () => {
      setAside(true);
      judge.mutate({ outcome: "compliant" });
    },
    openRefusal: () => {
      if (!draft.value) draft.set(refusal);
      setAside(false);
    },
    putAside: () => setAside(true),
    change: (patch: Partial<Refusal>) => draft.set({ ...refusal, ...patch }),
    abandon: () => draft.set(undefined),
    refuse: () => {
      if (reason) judge.mutate({ outcome: "nonCompliant", reason, ...(remark.trim() ? { remark } : {}) });
    },
    reload: () => void reload().then(judge.reset),
  };
}

export type PieceJudgement = ReturnType<typeof useJudgePiece>;
