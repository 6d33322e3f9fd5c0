import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog.tsx";

type Props = {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  isDangerous?: boolean;
  isReady?: boolean;
  isBusy: boolean;
  /** Says what went wrong, when something did. */
  problem: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks in words before something is done; stays open while it runs, and when it fails. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation();
  const { isBusy, isReady = true, onClose } = props;
  return (
    <Dialog title={props.title} isHeld={isBusy} onClose={isBusy ? () => {} : onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) props.onConfirm();
        }}
      >
        <Stack gap="md">
          {props.children}
          {props.problem}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="sm" onClick={onClose} disabled={isBusy}>
              {props.cancelLabel ?? t("common.cancel")}
            </Button>
            <Button
              type="submit"
              size="sm"
              color={props.isDangerous ? "red.8" : "accent"}
              loading={isBusy}
              disabled={!isReady}
              data-autofocus={!props.isDangerous || undefined}
            >
              {props.confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
