import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import { Dialog } from "../ui/Dialog.tsx";
import {
  type Choices,
  type Difference,
  defaultChoices,
  lastChange,
  type Place,
  type Side,
} from "./information-merge.ts";
import { MergeChoice } from "./MergeChoice.tsx";
import classes from "./MergeDialog.module.css";
import type { Contest } from "./use-comparison.ts";

type Props = { contest: Contest; onChoose: (choices: Choices) => void; onClose: () => void };

/** Mine or theirs, field by field, with who changed it and when; closing leaves the form as it was (DETAIL-8). */
export function MergeDialog({ contest: { differences, history }, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>(() => defaultChoices(differences));
  const left = differences.filter(({ place }) => !choices[place]).length;
  return (
    <Dialog title={t("merging.title")} size="xl" isHeld onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The dialogue stands inside the form of the information, in React's tree.
          event.stopPropagation();
          if (left === 0) onChoose(choices);
        }}
      >
        <Stack gap="md">
          <div>{t("merging.intro")}</div>
          {(["both", "theirs", "mine"] as const).map((side) => (
            <Differences
              key={side}
              title={(count) => t(`merging.${side}`, { count })}
              differences={differences.filter(({ touchedBy }) => touchedBy === side)}
              history={history}
              choices={choices}
              onChoose={(place, chosen) => setChoices((before) => ({ ...before, [place]: chosen }))}
            />
          ))}
          <Group justify="flex-end" gap="xs">
            <span role="status">{left > 0 && t("merging.left", { count: left })}</span>
            <Button variant="default" size="sm" onClick={onClose}>
              {t("merging.back")}
            </Button>
            <Button type="submit" size="sm" disabled={left > 0}>
              {t("merging.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type ListProps = {
  title: (count: number) => string;
  differences: Difference[];
  history: JournalEntry[];
  choices: Choices;
  onChoose: (place: Place, chosen: Side) => void;
};

function Differences({ title, differences, history, choices, onChoose }: ListProps) {
  if (differences.length === 0) return null;
  return (
    <section>
      <h3 className={classes.group}>{title(differences.length)}</h3>
      {differences.map((difference) => (
        <MergeChoice
          key={difference.place}
          difference={difference}
          last={difference.touchedBy === "mine" ? undefined : lastChange(history, difference.place)}
          chosen={choices[difference.place]}
          onChoose={(chosen) => onChoose(difference.place, chosen)}
        />
      ))}
    </section>
  );
}
