import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOrder } from "../../order/order-context.tsx";
import type { Standing } from "../../order/standing.ts";
import type { Shortcut } from "../../shortcuts/keys.ts";
import { useShortcutHint } from "../../shortcuts/use-shortcuts.ts";

export type Look = "main" | "plain" | "danger";

const LOOKS: Record<Look, ButtonProps> = {
  main: { variant: "filled" },
  plain: { variant: "default" },
  danger: { variant: "outline", color: "var(--tone-bad-ink)" },
};

type Props = {
  standing: Standing;
  label: string;
  look: Look;
  loading?: boolean;
  shortcut?: Shortcut | undefined;
  onClick: () => void;
};

/** A button for an operation. Blocked, it stays reachable by keyboard and says why. */
export function ActionButton({ standing, label, look, loading = false, shortcut, onClick }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const hint = useShortcutHint(shortcut);
  if (standing.kind === "hidden") return null;
  if (standing.kind === "allowed")
    return (
      <Tooltip label={hint.label} disabled={!hint.keys}>
        <Button {...LOOKS[look]} loading={loading} aria-keyshortcuts={hint.keys} onClick={onClick}>
          {label}
        </Button>
      </Tooltip>
    );
  const pieces = order.missingPieces.map((kind) => t(`order.piece.${kind}`)).join(", ");
  const reason =
    standing.reason === "missingPieces" && pieces
      ? t("operations.missing", { pieces })
      : t(`order.reason.${standing.reason}`);
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
      <Button
        data-disabled
        aria-disabled
        aria-description={reason}
        onClick={(event) => event.preventDefault()}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
