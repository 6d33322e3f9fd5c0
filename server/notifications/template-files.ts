/**
 * The files of the notification templates (NOTIFY-1): those shipped beside this one, each replaced by the file of the
 * same name in `DATA_DIR/notification-templates`. They are read at each use: an edited file counts from then on.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Services } from "../ports/services.ts";

/** What a template may name, as `{{holder}}`. */
const FIELDS = ["holder", "piece", "reason", "orderPortalUrl", "signature", "orderNumber"] as const;
type Field = (typeof FIELDS)[number];
export type MergeValues = Record<Field, string>;

const SHIPPED = join(import.meta.dirname, "templates");
const OVERRIDES = "notification-templates";
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** The reason has a line of its own, which is not there when there is no reason. */
const LINE_OF_REASON = /^[ \t]*\{\{\s*reason\s*\}\}[ \t]*\n(?:[ \t]*\n)?/gm;

const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/**
 * The text of a template's file. One that cannot be used gives way to the shipped one: a mistake in it must not keep
 * operators from writing, nor send a subscriber a text with holes. The log names the file.
 */
export async function readTemplate(
  { config, log }: Pick<Services, "config" | "log">,
  name: string,
): Promise<string> {
  try {
    const text = await readText(join(config.dataDir, OVERRIDES, name));
    const unknown = [...text.matchAll(PLACEHOLDER)].some(([, field = ""]) => !isField(field.trim()));
    if (!unknown && text.trim() !== "") return text;
    log.warn(
      { file: `${OVERRIDES}/${name}`, why: unknown ? "unknown field" : "empty" },
      "notification template not used",
    );
  } catch (error) {
    // Most installations have none.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
      log.warn({ file: `${OVERRIDES}/${name}`, err: error }, "notification template not used");
  }
  return readText(join(SHIPPED, name));
}

/** As UTF-8 and nothing else: a file in another encoding would reach the subscriber with its accents broken. */
async function readText(path: string): Promise<string> {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  return text.replaceAll("\r\n", "\n");
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
