/**
 * The templates of notifications (NOTIFY-1): those shipped beside this file, each replaced by what the installation keeps
 * under its name in the database. They are read at each use: a change counts from then on, in every process.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  NOTIFICATION_TEMPLATES,
  type NotificationTemplate,
} from "../../domain/notifications/notification.ts";
import { NON_COMPLIANCE_REASONS, type NonComplianceReason } from "../../domain/order/verdict.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { problemOf, readTemplateText, TemplateError } from "./template-text.ts";

/** One for each piece and for a free message, and the sentence of each reason. */
export type TemplateName = NotificationTemplate | `reasons/${NonComplianceReason}`;

export const TEMPLATE_NAMES: readonly TemplateName[] = [
  ...NOTIFICATION_TEMPLATES,
  ...NON_COMPLIANCE_REASONS.map((reason) => `reasons/${reason}` as const),
];

const SHIPPED = join(import.meta.dirname, "templates");

/** Throws `TemplateError` when there is none of this name. */
export function templateNamed(name: string): TemplateName {
  const known = TEMPLATE_NAMES.find((each) => each === name);
  if (!known) throw new TemplateError(`There is no template “${name}”.`);
  return known;
}

/** The text that is used: the installation's own or the shipped one. */
export async function readTemplate(
  { db, log }: Pick<Services, "db" | "log">,
  name: TemplateName,
): Promise<string> {
  const own = await ownText(db, name);
  // One that this version cannot fill must not send a subscriber a text with holes, nor keep operators from writing.
  const problem = own === undefined ? undefined : problemOf(own);
  if (problem) log.warn({ template: name, why: problem }, "notification template not used");
  return own === undefined || problem ? shippedText(name) : own;
}

/** Which names the installation has a text of its own for. */
export async function ownTemplates(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("notification_template").select("name").execute();
  return new Set(rows.map(({ name }) => name));
}

/** Keeps the content of a file as the installation's own text. Throws `TemplateError`, and keeps nothing, when it cannot be. */
export async function setTemplate(db: Queryable, name: TemplateName, content: Uint8Array): Promise<void> {
  const text = readTemplateText(content);
  await db
    .insertInto("notification_template")
    .values({ name, text })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ text }))
    .execute();
}

/** Goes back to the shipped text. False when that was in use already. */
export async function resetTemplate(db: Queryable, name: TemplateName): Promise<boolean> {
  const gone = await db.deleteFrom("notification_template").where("name", "=", name).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

async function ownText(db: Queryable, name: TemplateName): Promise<string | undefined> {
  const row = await db
    .selectFrom("notification_template")
    .select("text")
    .where("name", "=", name)
    .executeTakeFirst();
  return row?.text;
}

const shippedText = async (name: TemplateName): Promise<string> =>
  readTemplateText(await readFile(join(SHIPPED, `${name}.txt`)));
