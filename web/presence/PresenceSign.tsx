import { Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { listOfNames } from "./list-of-names.ts";
import classes from "./PresenceSign.module.css";
import { useOthers } from "./use-presence.ts";

/** Says in a yellow row who has the order open (LIST-7): the colour is not alone. */
export function PresenceSign({ number }: { number: number }) {
  const { t, i18n } = useTranslation();
  const others = useOthers(number) ?? [];
  if (others.length === 0) return null;
  const text = t("presence.sign", { names: listOfNames(others, i18n.language) });
  return (
    <Tooltip label={text} position="right">
      <span className={classes.sign} role="img" aria-label={text}>
        <IconEye size={14} aria-hidden />
      </span>
    </Tooltip>
  );
}
