/** What a template of a notification is made of: plain text with fields in it (NOTIFY-1). */

/** What a template may name, as `{{holder}}`. */
const FIELDS = ["holder", "piece", "reason", "orderPortalUrl", "signature", "orderNumber"] as const;
type Field = (typeof FIELDS)[number];
export type MergeValues = Record<Field, string>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** The reason has a line of its own, which is not there when there is no reason. */
const LINE_OF_REASON = /^[ \t]*\{\{\s*reason\s*\}\}[ \t]*\n(?:[ \t]*\n)?/gm;

const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/** Why a text cannot be a template, in a sentence. */
export class TemplateError extends Error {}

/**
 * The text of a file, which is UTF-8 and nothing else: in another encoding it would reach the subscriber with its accents
 * broken. Throws `TemplateError` when it cannot be a template.
 */
export function readTemplateText(content: Uint8Array): string {
  const text = decoded(content).replaceAll("\r\n", "\n");
  // PostgreSQL cannot keep one, and no text has one.
  if (text.includes("\0")) throw new TemplateError("it is not a text");
  const problem = problemOf(text);
  if (problem) throw new TemplateError(problem);
  return text;
}

/** Why this cannot be a template, or undefined. */
export function problemOf(text: string): string | undefined {
  if (text.trim() === "") return "it is empty";
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map(([, name = ""]) => name.trim())
    .find((it) => !isField(it));
  if (unknown === undefined) return undefined;
  return `it names the unknown field {{${unknown}}}: the fields are ${FIELDS.join(", ")}`;
}

function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new TemplateError("it is not in UTF-8");
  }
}

/**
 * Puts the values into a template, each once: what a value contains is never read as a field. A value is one line,
 * so that nobody writes lines of their own into a message that the authority signs.
 */
export function merge(template: string, values: MergeValues): string {
  const text = values.reason === "" ? template.replaceAll(LINE_OF_REASON, "") : template;
  return text
    .replaceAll(PLACEHOLDER, (placeholder, name: string) => {
      const field = name.trim();
      return isField(field) ? oneLine(values[field]) : placeholder;
    })
    .replace(/\s+$/, "");
}

function oneLine(value: string): string {
  return value.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
