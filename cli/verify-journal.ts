import { checkChain } from "../server/journal/journal-store.ts";
import { withDatabase } from "./with-database.ts";

/** Exit status 0 when the chain holds, 1 when it is broken: the first broken entry is named. */
export async function runVerifyJournal(args: string[]): Promise<number> {
  const check = await withDatabase(checkChain);
  if (args.includes("--json")) console.log(JSON.stringify(check));
  else if (check.broken) console.log(`Broken at entry ${check.broken.id}: ${check.broken.why}.`);
  else console.log(`${check.entries} entries, the chain holds.`);
  return check.broken ? 1 : 0;
}
