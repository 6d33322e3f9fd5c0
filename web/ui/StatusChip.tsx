import classes from "./StatusChip.module.css";

export type Tone = "neutral" | "info" | "busy" | "warn" | "good" | "bad";

/** A state in words on a quiet colour: the colour helps, the text tells. */
export function StatusChip({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  );
}
