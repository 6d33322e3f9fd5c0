import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../../domain/journal/journal.ts";
import { formatDateTime } from "../ui/format.ts";
import { FIELDS_OF, type FieldPath, OPTIONAL_PERSONS, type OptionalPerson } from "./information-fields.ts";
import type { Difference, Place, Side } from "./information-merge.ts";
import classes from "./MergeDialog.module.css";

type Props = {
  difference: Difference;
  last: JournalEntry | undefined;
  chosen: Side | undefined;
  onChoose: (chosen: Side) => void;
};

/** Mine or theirs, at one place where the two differ. */
export function MergeChoice({
  difference: { place, touchedBy, mine, theirs },
  last,
  chosen,
  onChoose,
}: Props) {
  const { t } = useTranslation();
  const label = usePlaceLabel(place);
  const isPerson = OPTIONAL_PERSONS.some((person) => person === place);
  const shown = (value: string) => value || t(isPerson ? "merging.absent" : "common.empty");
  const option = (title: string, value: string) => (
    <>
      {title}
      <strong className={classes.value}> {shown(value)}</strong>
    </>
  );
  return (
    <Radio.Group
      className={classes.choice}
      label={label}
      value={chosen ?? null}
      onChange={(value) => onChoose(value === "mine" ? "mine" : "theirs")}
    >
      <div className={classes.options}>
        <Radio
          value="mine"
          label={option(t(touchedBy === "theirs" ? "merging.valueBefore" : "merging.yourValue"), mine)}
          data-autofocus
        />
        <Radio
          value="theirs"
          label={option(t("merging.theirValue"), theirs)}
          description={last && t("merging.by", { name: last.actorName, at: formatDateTime(last.at) })}
        />
      </div>
    </Radio.Group>
  );
}

function usePlaceLabel(place: Place): string {
  const { t } = useTranslation();
  if (isPersonPlace(place)) return t(`order.section.${place}`);
  const section = SECTIONS.find((name) => FIELDS_OF[name].some((path) => path === place)) ?? "order";
  return `${t(`order.section.${section}`)} – ${t(`fields.${place}`)}`;
}

const SECTIONS = ["organization", "holder", "legalRepresentative", "certificationAgent", "order"] as const;

function isPersonPlace(place: FieldPath | OptionalPerson): place is OptionalPerson {
  return OPTIONAL_PERSONS.some((person) => person === place);
}
