import { parseArgs } from "node:util";
import { anchorFile, readAnchors } from "../server/journal/anchors.ts";
import { checkChain } from "../server/journal/journal-store.ts";
import { readConfig } from "../server/platform/config.ts";
import { withDatabase } from "./with-database.ts";

/**
 * Exit status 0 when the chain holds and every anchor is in it, 1 when not: the first broken entry is named. `--anchors`
 * names a copy of the anchors that was kept elsewhere.
 */
export async function runVerifyJournal(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, anchors: { type: "string" } },
  });
  const { check, anchors } = await withDatabase(async (db) => {
    // Before the chain: what is anchored meanwhile may not have been in it yet.
    const anchors = await readAnchors(values.anchors ?? anchorFile(readConfig(process.env).dataDir));
    if (values.anchors && anchors.length === 0) throw new Error(`${values.anchors}: no anchors in it`);
    return { check: await checkChain(db, anchors), anchors: anchors.length };
  });
  if (values.json) console.log(JSON.stringify({ ...check, anchors }));
  else if (check.broken) console.log(`Broken at entry ${check.broken.id}: ${check.broken.why}.`);
  else console.log(`${check.entries} entries, the chain holds; ${anchors} anchors are in it.`);
  return check.broken ? 1 : 0;
}
