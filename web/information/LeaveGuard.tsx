import { Button, Group } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog.tsx";

type Props = { isActive: boolean; isKept: boolean };

/** Asks before one leaves the order with something typed; the page itself is held only where no draft keeps it. */
export function LeaveGuard({ isActive, isKept }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    // Changing tabs stays on the order and loses nothing.
    shouldBlockFn: ({ current, next }) => isActive && current.pathname !== next.pathname,
    enableBeforeUnload: isActive && !isKept,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog title={t("information.leave.title")} onClose={blocker.reset}>
      <p>{t("information.leave.text")}</p>
      {isKept && <p>{t("information.leave.kept")}</p>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="sm" onClick={blocker.proceed}>
          {t("information.leave.leave")}
        </Button>
        <Button size="sm" onClick={blocker.reset} data-autofocus>
          {t("information.leave.stay")}
        </Button>
      </Group>
    </Dialog>
  );
}
