import { ActionIcon, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconLink, IconTrash } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "../../domain/views/saved-views-api.ts";
import classes from "./SavedViews.module.css";
import { hrefOfView } from "./view-address.ts";

type Props = { view: SavedView; isShown: boolean; onOpened: () => void; onDelete: () => void };

export function SavedViewLine({ view, isShown, onOpened, onDelete }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const href = hrefOfView(view);
  const open = (event: MouseEvent) => {
    // With a key held, the browser opens it in another tab or window, as any link.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(href);
    onOpened();
  };
  const copy = async () => {
    const address = new URL(href, location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      notifications.show({ message: t("views.copied"), color: "green" });
    } catch {
      // The clipboard is refused (a setting, an address that is not secure): it can be copied from here by hand.
      notifications.show({ title: t("views.notCopied"), message: address, autoClose: false });
    }
  };
  return (
    <li className={classes.view}>
      <a href={href} onClick={open} aria-current={isShown ? "true" : undefined} title={view.name}>
        <IconCheck size={14} aria-hidden className={classes.mark} />
        <span>{view.name}</span>
      </a>
      <Tooltip label={t("views.copy")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("views.copyOf", { name: view.name })}
          onClick={() => void copy()}
        >
          <IconLink size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("views.delete")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("views.deleteOf", { name: view.name })}
          onClick={onDelete}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
