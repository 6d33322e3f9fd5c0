/** A line of the log as a person reads it. */

/** pino's numbers for its levels. */
const LEVELS = [
  { from: 50, mark: "✗", format: "red" },
  { from: 40, mark: "!", format: "yellow" },
  { from: 30, mark: "·", format: "dim" },
  { from: 0, mark: " ", format: "dim" },
] as const;

type Format = (typeof LEVELS)[number]["format"];
type Entry = { level: number; time: string; msg?: string } & Record<string, unknown>;

/** `14:03:07 ! job failed, to be tried again  queue=sendMail err=Error ECONNREFUSED`, of a line in JSON. */
export function readableLine(json: string, paint: (format: Format, text: string) => string): string {
  const { level, time, msg = "", ...more } = JSON.parse(json) as Entry;
  const { mark, format } = LEVELS.find(({ from }) => level >= from) ?? LEVELS[3];
  const details = Object.entries(more).map(([name, value]) => `${name}=${inWords(value)}`);
  const clock = new Date(time).toTimeString().slice(0, 8);
  return `  ${paint("dim", clock)} ${paint(format, `${mark} ${msg}`)}${details.length > 0 ? `  ${paint("dim", details.join(" "))}` : ""}`;
}

/** Of an error its kinds and codes, with those of what it was caused by; where it arose is for the log of a program. */
function inWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (!("type" in value)) return JSON.stringify(value);
  const { stack: _, causes, ...words } = value as Record<string, unknown>;
  const own = Object.values(words).join(" ");
  return Array.isArray(causes) ? [own, ...causes.map(inWords)].join(" ← ") : own;
}
