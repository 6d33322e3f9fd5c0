import { Alert, Button } from "@mantine/core";
import { IconAlertCircle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../domain/api/problem.ts";
import { kindOf } from "../history/describe-event.ts";
import { formatDateTime } from "../ui/format.ts";
import { problemOf } from "./api-error.ts";
import { useProblemText } from "./use-problem-text.ts";

type Props = { error: unknown; onReload?: (() => void) | undefined };

/** What went wrong, in the operator's words. For a conflict: who changed what, and the way on (DETAIL-8). */
export function ProblemAlert({ error, onReload }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (!error) return null;
  const problem = problemOf(error);
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} title={problemText(error)} role="alert" p="sm">
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
    </Alert>
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
