import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Check, CheckState } from "../../domain/verification/check.ts";
import classes from "./CheckMarks.module.css";
import { useChecks } from "./checks-context.tsx";
import { sentenceOf } from "./sentence-of.ts";

const ICON: Record<CheckState, typeof IconCircleCheck> = {
  ok: IconCircleCheck,
  attention: IconAlertTriangle,
  undetermined: IconHelpCircle,
};

/** The checks of one field or piece, right under it (DETAIL-4). */
export function CheckMarks({ about }: { about: string }) {
  return <CheckList checks={useChecks(about)} />;
}

/** One sentence per check: what was compared and what was found. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const { t, i18n } = useTranslation();
  if (checks.length === 0) return null;
  return (
    <ul className={classes.marks} aria-label={t("checks.title")}>
      {checks.map(({ state, finding }) => {
        const Icon = ICON[state];
        const sentence = sentenceOf(finding, t, i18n.language);
        return (
          <li key={sentence} className={classes.mark} data-state={state}>
            <Icon size={14} className={classes.icon} role="img" aria-label={t(`checks.state.${state}`)} />
            <span>{sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}
