import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Filters.module.css";

type Props = {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  numeric?: boolean;
};

/** How long the operator must stop typing before the list is asked again, in milliseconds. */
const TYPING_PAUSE = 300;

/** A filter by text. What is being typed is never overwritten by the address catching up with it. */
export function TextFilter({ label, value = "", onChange, numeric = false }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string) => {
    clearTimeout(timer.current);
    sent.current = text.trim();
    onChange(sent.current || undefined);
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text), TYPING_PAUSE);
  };
  return (
    <span className={classes.field} data-active={value !== "" || undefined}>
      <input
        type="text"
        inputMode={numeric ? "numeric" : "text"}
        className={classes.input}
        aria-label={t("grid.filter", { column: label })}
        value={typed}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && send(typed)}
      />
      {typed !== "" && (
        <button
          type="button"
          className={classes.clear}
          aria-label={t("grid.clearFilter", { column: label })}
          onClick={() => {
            setTyped("");
            send("");
          }}
        >
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
