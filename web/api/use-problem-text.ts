import { useTranslation } from "react-i18next";
import { problemOf, UnreachableError } from "./api-error.ts";

/** An error in the operator's words: what its code means. A feature that was given a reason says that instead. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof UnreachableError) return t("failure.unreachable");
    const problem = problemOf(error);
    if (!problem) return t("problem.internal");
    const text = problem.unknownResult ? t("failure.unknownResult") : t(`problem.${problem.code}`);
    const isOurs = problem.code === "internal" || problem.code === "unavailable";
    return isOurs && problem.requestId
      ? `${text} ${t("failure.requestId", { id: problem.requestId })}`
      : text;
  };
}
