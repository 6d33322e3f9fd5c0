/** `portail template …`: the texts of notifications that an installation replaces. */
import { readFile } from "node:fs/promises";
import {
  ownTemplates,
  readTemplate,
  resetTemplate,
  setTemplate,
  TEMPLATE_NAMES,
  templateNamed,
} from "../server/notifications/template-store.ts";
import { TemplateError } from "../server/notifications/template-text.ts";
import type { Database } from "../server/platform/database.ts";
import { createLogger } from "../server/platform/log.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = "Usage: portail template list | show NAME | set NAME FILE | reset NAME";

/** Exit status 0; 1 when the text or the name is refused, with the reason; 2 when the arguments could not be read. */
export async function runTemplate(args: string[]): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    console.error(USAGE);
    return 2;
  }
  try {
    await withDatabase(command);
    return 0;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function readCommand([what, name = "", file = "", ...more]: string[]):
  | ((db: Database) => Promise<void>)
  | undefined {
  if (more.length > 0) return undefined;
  if (what === "list" && !name) return list;
  if (what === "show" && name && !file) return (db) => show(db, name);
  if (what === "set" && name && file) return (db) => set(db, name, file);
  if (what === "reset" && name && !file) return (db) => reset(db, name);
  return undefined;
}

async function list(db: Database): Promise<void> {
  const own = await ownTemplates(db);
  for (const name of TEMPLATE_NAMES) console.log(`${name.padEnd(28)} ${own.has(name) ? "own" : "shipped"}`);
}

async function show(db: Database, name: string): Promise<void> {
  process.stdout.write(await readTemplate({ db, log: createLogger("warn") }, templateNamed(name)));
}

async function set(db: Database, name: string, file: string): Promise<void> {
  const known = templateNamed(name);
  const content = await readFile(file);
  try {
    await setTemplate(db, known, content);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`${file} cannot be a template: ${error.message}.`);
  }
  console.log(`${name}: the text of ${file} is used from now on.`);
}

async function reset(db: Database, name: string): Promise<void> {
  const changed = await resetTemplate(db, templateNamed(name));
  console.log(changed ? `${name}: the shipped text is used again.` : `${name}: the shipped text is in use.`);
}
