import { useTranslation } from "react-i18next";
import { problemOf, UnreachableError } from "../api/api-error.ts";

/** An error in the operator's words: the reason when the rules of the order give one, else what the code means. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof UnreachableError) return t("failure.unreachable");
    const problem = problemOf(error);
    if (!problem) return t("problem.internal");
    if (problem.revocationBlock) return t(`certificates.revocation.block.${problem.revocationBlock}`);
    const text = problem.reason ? t(`operations.reason.${problem.reason}`) : t(`problem.${problem.code}`);
    const isOurs = problem.code === "internal" || problem.code === "unavailable";
    return isOurs && problem.requestId
      ? `${text} ${t("failure.requestId", { id: problem.requestId })}`
      : text;
  };
}
