import { useTranslation } from "react-i18next";
import classes from "./Filters.module.css";

type Props<Value extends string> = {
  label: string;
  value: Value | undefined;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
};

/** A filter by one choice among a few. The browser's own list: nothing is quicker by keyboard. */
export function ChoiceFilter<Value extends string>({ label, value, choices, onChange }: Props<Value>) {
  const { t } = useTranslation();
  return (
    <span className={classes.field} data-active={value !== undefined || undefined}>
      <select
        className={classes.input}
        aria-label={t("grid.filter", { column: label })}
        value={value ?? ""}
        onChange={(event) =>
          onChange(choices.find((choice) => choice.value === event.currentTarget.value)?.value)
        }
      >
        <option value="">{t("grid.any")}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}
