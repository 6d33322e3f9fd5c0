import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

type ToolProps = { icon: Icon; label: string; disabled?: boolean; onClick: () => void };

export function ToolButton({ icon: ToolIcon, label, disabled = false, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        <ToolIcon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
