import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMessage2Share } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOrder } from "../order/order-context.tsx";
import { standingOf } from "../order/standing.ts";
import { useShortcutHint, useShortcuts } from "../shortcuts/use-shortcuts.ts";
import classes from "./NotifyButton.module.css";

const NotifyDialog = lazy(() => import("./NotifyDialog.tsx"));

/** The round button at the bottom right of a digital order (NOTIFY-1). */
export function NotifyButton() {
  const order = useOrder();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const hint = useShortcutHint("notify", t("notifications.open"));
  const isAllowed = standingOf(order, "notify").kind === "allowed";
  useShortcuts({ notify: isAllowed ? () => setOpen(true) : undefined });
  if (!isAllowed) return null;
  return (
    <>
      <Tooltip label={hint.label} position="left">
        <ActionIcon
          className={classes.button}
          radius="xl"
          size={48}
          aria-label={t("notifications.open")}
          aria-keyshortcuts={hint.keys}
          onClick={() => setOpen(true)}
        >
          <IconMessage2Share size={24} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense>
          <NotifyDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
