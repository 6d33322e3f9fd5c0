import { readFile } from "node:fs/promises";
import { historyExportSchema } from "../domain/history/history-export.ts";
import { checkHistory } from "../server/history/history-export.ts";

/** Checks an exported history without a database. Exit status 0 when every hash holds, 1 when one does not, 2 for no such file. */
export async function runVerifyHistory(args: string[]): Promise<number> {
  const files = args.filter((arg) => !arg.startsWith("--"));
  const [file] = files;
  if (!file || files.length > 1) {
    console.error("Usage: portail verify-history FILE [--json]");
    return 2;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const history = historyExportSchema.safeParse(parsed);
  if (!history.success) {
    console.error(`${file}: not an exported history`);
    return 2;
  }
  const check = checkHistory(history.data);
  if (args.includes("--json")) console.log(JSON.stringify({ order: history.data.order, ...check }));
  else if (check.broken) console.log(`Broken at entry ${check.broken.id}: ${check.broken.why}.`);
  else console.log(`${check.entries} entries of order ${history.data.order}, every hash holds.`);
  return check.broken ? 1 : 0;
}
