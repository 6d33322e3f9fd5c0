import { Button, Group, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useShortcutHint, useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { RefusalFields } from "./RefusalFields.tsx";
import { useJudgePiece } from "./use-judge-piece.ts";

/** Conforme in one click; non conforme asks why. */
export function JudgePiece({ file }: { file: SupportingDocument }) {
  const { t } = useTranslation();
  const judgement = useJudgePiece(file);
  const { isRefusing } = judgement;
  const compliant = useRef<HTMLButtonElement>(null);
  const reasons = useRef<HTMLSelectElement>(null);
  const compliantKey = useShortcutHint("compliant");
  const nonCompliantKey = useShortcutHint("nonCompliant");
  useShortcuts({
    // A key alone gives no verdict: Enter, on the button, does.
    compliant: () => compliant.current?.focus(),
    nonCompliant: () => {
      flushSync(judgement.openRefusal);
      reasons.current?.focus();
    },
  });
  const isCompliant = file.verdict?.outcome === "compliant";
  return (
    <>
      <Group gap="xs">
        <Tooltip label={compliantKey.label} disabled={!compliantKey.keys}>
          <Button
            ref={compliant}
            size="sm"
            aria-keyshortcuts={compliantKey.keys}
            variant={isCompliant ? "light" : "default"}
            leftSection={<IconCircleCheck size={16} />}
            aria-pressed={isCompliant}
            loading={judgement.isSaving && !isRefusing}
            onClick={judgement.accept}
          >
            {t("documents.verdict.compliant")}
          </Button>
        </Tooltip>
        <Tooltip label={nonCompliantKey.label} disabled={!nonCompliantKey.keys}>
          <Button
            size="sm"
            aria-keyshortcuts={nonCompliantKey.keys}
            variant="default"
            leftSection={<IconCircleX size={16} />}
            aria-expanded={isRefusing}
            onClick={isRefusing ? judgement.putAside : judgement.openRefusal}
          >
            {t("documents.verdict.nonCompliant")}
          </Button>
        </Tooltip>
      </Group>
      {isRefusing && <RefusalFields ref={reasons} kind={file.kind} judgement={judgement} />}
      <OrderProblem error={judgement.error} onReload={judgement.reload} />
    </>
  );
}
