import { Kbd, Stack, Switch } from "@mantine/core";
import { useMatchRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PATHS } from "../navigation/paths.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { SHORTCUTS, type Shortcut } from "./keys.ts";
import classes from "./ShortcutsDialog.module.css";
import { useShortcutsChoice } from "./use-shortcuts.ts";

const ON_ORDER: Shortcut[] = [
  "next",
  "previous",
  "back",
  "tab",
  "compliant",
  "nonCompliant",
  "notify",
  "act",
];
const GRID_KEYS = ["arrows", "ends", "pages", "open"] as const;

/** Every key of the page one is on, and the switch for those that act by themselves (WCAG 2.1.4). */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { isOn, choose } = useShortcutsChoice();
  const matches = useMatchRoute();
  const isOrder = matches({ to: PATHS.order }) !== false;
  const isList = matches({ to: PATHS.orders }) !== false || matches({ to: PATHS.certificates }) !== false;
  const names: Shortcut[] = [...(isOrder ? ON_ORDER : []), ...(isList ? (["filter"] as const) : []), "help"];
  return (
    <Dialog title={t("shortcuts.title")} onClose={onClose}>
      <Stack gap="md" pt={4}>
        <Switch
          label={t("shortcuts.single")}
          description={t("shortcuts.singleHint")}
          checked={isOn}
          onChange={(event) => choose(event.currentTarget.checked)}
          data-autofocus
        />
        <dl className={classes.keys} data-off={!isOn || undefined}>
          {names.map((name) => (
            <div key={name}>
              <dt>
                <Kbd>{name === "tab" ? t("shortcuts.digits") : SHORTCUTS[name].toUpperCase()}</Kbd>
              </dt>
              <dd>{t(`shortcuts.of.${name}`)}</dd>
            </div>
          ))}
        </dl>
        {isList && (
          <section>
            <h3 className={classes.title}>{t("shortcuts.inList")}</h3>
            <dl className={classes.keys}>
              {GRID_KEYS.map((name) => (
                <div key={name}>
                  <dt>
                    <Kbd>{t(`shortcuts.grid.${name}.keys`)}</Kbd>
                  </dt>
                  <dd>{t(`shortcuts.grid.${name}.text`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </Stack>
    </Dialog>
  );
}
