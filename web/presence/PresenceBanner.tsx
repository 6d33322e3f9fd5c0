import { Alert, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./PresenceBanner.module.css";
import { usePresence } from "./use-presence.ts";

/** Warns that others have the order open (COLLAB-2): by name when it is one, unfolding to the names when several. */
export function PresenceBanner({ number }: { number: number }) {
  const { t } = useTranslation();
  const others = usePresence().get(number) ?? [];
  const [one] = others;
  if (one === undefined) return null;
  return (
    <Alert
      variant="light"
      color="yellow"
      icon={<IconAlertTriangle size={16} className={classes.icon} />}
      p="6px 12px"
      className={classes.banner}
    >
      {others.length === 1 ? t("presence.bannerOne", { name: one }) : <Several names={others} />}
    </Alert>
  );
}

function Several({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  return (
    <>
      {t("presence.bannerSeveral", { count: names.length })}
      <UnstyledButton
        className={classes.unfold}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        {t("presence.names")}
        <IconChevronDown size={14} aria-hidden />
      </UnstyledButton>
      <ul id={listId} className={classes.names} hidden={!isOpen}>
        {names.map((name, index) => (
          // Two people may have the same name.
          // biome-ignore lint/suspicious/noArrayIndexKey: a line holds nothing but its name.
          <li key={`${index} ${name}`}>{name}</li>
        ))}
      </ul>
    </>
  );
}
