import { Alert, Button, Group } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { historyOptions } from "../journal/history-query.ts";
import { formatDateTime } from "../ui/format.ts";

/** Tells, while one types, that somebody changed the same information (DETAIL-8). */
export function OvertakenNotice({ number, onCompare }: { number: number; onCompare: () => void }) {
  const { t } = useTranslation();
  const history = useQuery(historyOptions(number)).data;
  const last = history?.find(({ event }) => event.type === "informationModified");
  const text = last
    ? t("merging.notice", { name: last.actorName, at: formatDateTime(last.at) })
    : t("merging.noticeUnknown");
  return (
    <Alert variant="light" color="yellow" icon={<IconInfoCircle size={16} />} p="6px 12px" role="status">
      <Group gap="xs" justify="space-between">
        {text}
        <Button variant="default" onClick={onCompare}>
          {t("merging.compare")}
        </Button>
      </Group>
    </Alert>
  );
}
