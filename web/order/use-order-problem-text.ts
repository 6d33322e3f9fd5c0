import { useTranslation } from "react-i18next";
import { type BlockingReason, blockingReasonSchema } from "../../domain/order/lifecycle.ts";
import { problemOf } from "../api/api-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";

/** An error of an operation in the operator's words: the reason when the rules of the order give one. */
export function useOrderProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (error) => {
    const reason = problemOf(error)?.reason;
    return isBlockingReason(reason) ? t(`order.reason.${reason}`) : problemText(error);
  };
}

const isBlockingReason = (code?: string): code is BlockingReason =>
  blockingReasonSchema.safeParse(code).success;
