import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../domain/api/problem.ts";
import { problemOf } from "../api/api-error.ts";
import { ProblemAlert } from "../api/ProblemAlert.tsx";
import { kindOf } from "../journal/kind-of-event.ts";
import { formatDateTime } from "../ui/format.ts";
import { useOrderProblemText } from "./use-order-problem-text.ts";

type Props = { error: unknown; onReload?: (() => void) | undefined };

/** What went wrong with an operation on an order. For a conflict: who changed what, and the way on (DETAIL-8). */
export function OrderProblem({ error, onReload }: Props) {
  const { t } = useTranslation();
  const problemText = useOrderProblemText();
  const problem = problemOf(error);
  return (
    <ProblemAlert error={error} text={problemText(error)}>
      {problem?.code === "conflict" && (
        <>
          <ConflictText problem={problem} />
          {onReload && (
            <Button mt="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onReload}>
              {t("order.conflict.reload")}
            </Button>
          )}
        </>
      )}
    </ProblemAlert>
  );
}

function ConflictText({ problem: { changedBy, changedAt, changedWhat } }: { problem: Problem }) {
  const { t, i18n } = useTranslation();
  const who =
    changedBy && changedAt
      ? t("order.conflict.who", { name: changedBy, at: formatDateTime(changedAt) })
      : t("order.conflict.someone");
  return (
    <>
      <div>{who}</div>
      {changedWhat && (
        <div>{t("order.conflict.what", { what: kindOf(changedWhat, t, (key) => i18n.exists(key)) })}</div>
      )}
      <div>{t("order.conflict.advice")}</div>
    </>
  );
}
