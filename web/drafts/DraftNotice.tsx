import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate, formatTime } from "../ui/format.ts";
import classes from "./DraftNotice.module.css";

type Props = { at: string | undefined; onAbandon: () => void };

/** Says that what stands in the field was typed before, and gives it up on demand. */
export function DraftNotice({ at, onAbandon }: Props) {
  const { t } = useTranslation();
  if (!at) return null;
  return (
    <p className={classes.notice} role="status">
      {t("drafts.resumed", { date: formatDate(at), time: formatTime(at) })}
      <Anchor component="button" type="button" size="xs" onClick={onAbandon}>
        {t("drafts.abandon")}
      </Anchor>
    </p>
  );
}
