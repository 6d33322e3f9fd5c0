import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconMoodEmpty } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../api/use-problem-text.ts";
import { StatePanel } from "../ui/StatePanel.tsx";

type Props = {
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  isEmpty: boolean;
  emptyTitle: string;
  emptyText?: string | undefined;
  /** What an operator may do about an empty list. */
  children: ReactNode;
};

/** What stands in the grid when there are no rows to show: loading, failed, empty. */
export function ListState({ query, isEmpty, emptyTitle, emptyText, children }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (query.isPending) return <LoadingRows />;
  if (!isEmpty) return null;
  if (query.isError)
    return (
      <StatePanel icon={IconAlertTriangle} alert title={t("grid.failed")} text={problemText(query.error)}>
        <Button onClick={() => query.refetch()}>{t("common.retry")}</Button>
      </StatePanel>
    );
  return (
    <StatePanel icon={IconMoodEmpty} title={emptyTitle} text={emptyText}>
      {children}
    </StatePanel>
  );
}

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("common.loading")}>
      {Array.from({ length: 14 }, (_, index) => index).map((index) => (
        <Skeleton key={index} height={14} radius="sm" m="11px 12px" w="auto" />
      ))}
    </div>
  );
}
