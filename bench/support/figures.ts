/** What a benchmark says: figures, some with a limit that they hold or miss. */

export type Figure = {
  name: string;
  value: number;
  unit: "ms" | "s" | "KB" | "MB" | "ratio" | "rows" | "a second" | "errors" | "times";
  atMost?: number;
  atLeast?: number;
  /** Only of a figure with a limit. */
  holds?: boolean;
};

const rounded = (value: number) => Number(value.toPrecision(value < 100 ? 3 : 4));

export function figure(name: string, value: number, unit: Figure["unit"]): Figure {
  return { name, value: rounded(value), unit };
}

/** With a limit; `orElse` is another condition under which it holds all the same. */
export function limited(
  name: string,
  value: number,
  unit: Figure["unit"],
  atMost: number,
  orElse = false,
): Figure {
  return { ...figure(name, value, unit), atMost, holds: value <= atMost || orElse };
}

/** With a limit below which it must not fall. */
export function reached(name: string, value: number, unit: Figure["unit"], atLeast: number): Figure {
  return { ...figure(name, value, unit), atLeast, holds: value >= atLeast };
}

/** The figures as lines for people, those that miss their limit marked. */
export function asText(figures: readonly Figure[]): string {
  return figures
    .map(({ name, value, unit, atMost, atLeast, holds }) => {
      const bound = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
      const limit = holds === undefined ? "" : `  ${bound} ${holds ? "" : " MISSED"}`;
      return `${name.padEnd(64)} ${String(value).padStart(9)} ${unit.padEnd(5)}${limit}`;
    })
    .join("\n");
}

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Progress, beside the figures. */
export const say = (text: string) => process.stderr.write(`${text}\n`);
