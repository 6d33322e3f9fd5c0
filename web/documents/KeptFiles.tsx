import { Alert, Button, Group } from "@mantine/core";
import { IconAlertCircle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useOrderProblemText } from "../order/use-order-problem-text.ts";

/** A file that could not be added for now, for the order on which it was chosen. */
export type KeptFile = { number: number; file: File; error: unknown };

type Props = {
  kept: readonly KeptFile[];
  isBusy: boolean;
  onRetry: (kept: KeptFile) => void;
  onDrop: (kept: KeptFile) => void;
};

/** The files that stay chosen (FILES-2): whoever scanned them need not look for them again. */
export function KeptFiles({ kept, isBusy, onRetry, onDrop }: Props) {
  const { t } = useTranslation();
  const problemText = useOrderProblemText();
  return kept.map((one) => (
    <Alert
      key={`${one.file.name} ${one.file.size} ${one.file.lastModified}`}
      color="red"
      icon={<IconAlertCircle size={18} />}
      title={one.file.name}
      role="alert"
      p="sm"
    >
      {problemText(one.error)}
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={isBusy}
          onClick={() => onRetry(one)}
        >
          {t("documents.attachment.retry")}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={() => onDrop(one)}>
          {t("documents.attachment.leaveOut")}
        </Button>
      </Group>
    </Alert>
  ));
}
