import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Says that rows wait to take their places; its own place is kept, so that nothing shifts when it comes. */
export function ChangedButton({ hasMoved, onRelease }: { hasMoved: boolean; onRelease: () => void }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      {hasMoved && (
        <Button variant="light" leftSection={<IconRefresh size={14} />} onClick={onRelease}>
          {t("grid.moved")} · {t("grid.refresh")}
        </Button>
      )}
    </div>
  );
}
