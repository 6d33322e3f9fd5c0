import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OrderDetail } from "../../../domain/orders/orders-api.ts";
import type { Standing } from "../standing.ts";

export type Look = "main" | "plain" | "danger";

const LOOKS: Record<Look, ButtonProps> = {
  main: { variant: "filled" },
  plain: { variant: "default" },
  danger: { variant: "outline", color: "var(--tone-bad-ink)" },
};

type Props = {
  order: OrderDetail;
  standing: Standing;
  label: string;
  look: Look;
  loading?: boolean;
  onClick: () => void;
};

/** A button for an operation. Blocked, it stays reachable by keyboard and says why. */
export function ActionButton({ order, standing, label, look, loading = false, onClick }: Props) {
  const { t } = useTranslation();
  if (standing.kind === "hidden") return null;
  if (standing.kind === "allowed")
    return (
      <Button {...LOOKS[look]} loading={loading} onClick={onClick}>
        {label}
      </Button>
    );
  const pieces = order.missingPieces.map((kind) => t(`documents.piece.${kind}`)).join(", ");
  const reason =
    standing.reason === "missingPieces" && pieces
      ? t("operations.missing", { pieces })
      : t(`operations.reason.${standing.reason}`);
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
