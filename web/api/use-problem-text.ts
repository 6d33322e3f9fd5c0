import { useTranslation } from "react-i18next";
import { type RevocationBlock, revocationBlockSchema } from "../../domain/certificates/revocation.ts";
import { type BlockingReason, blockingReasonSchema } from "../../domain/order/lifecycle.ts";
import { problemOf, UnreachableError } from "./api-error.ts";

/** An error in the operator's words: the reason when the rules of the order give one, else what the code means. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof UnreachableError) return t("failure.unreachable");
    const problem = problemOf(error);
    if (!problem) return t("problem.internal");
    const { reason, revocationBlock } = problem;
    if (isRevocationBlock(revocationBlock)) return t(`certificates.revocation.block.${revocationBlock}`);
    const text = isBlockingReason(reason) ? t(`order.reason.${reason}`) : t(`problem.${problem.code}`);
    const isOurs = problem.code === "internal" || problem.code === "unavailable";
    return isOurs && problem.requestId
      ? `${text} ${t("failure.requestId", { id: problem.requestId })}`
      : text;
  };
}

const isRevocationBlock = (code?: string): code is RevocationBlock =>
  revocationBlockSchema.safeParse(code).success;
const isBlockingReason = (code?: string): code is BlockingReason =>
  blockingReasonSchema.safeParse(code).success;
