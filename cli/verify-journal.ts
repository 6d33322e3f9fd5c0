import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { composeAnchors, openAnchorStore } from "../server/compose/file-store.ts";
import { howToMend } from "../server/compose/why-not-stored.ts";
import { type Anchor, anchorFile, readAnchorFile, readAnchors } from "../server/journal/anchors.ts";
import { checkChain } from "../server/journal/journal-store.ts";
import { type Config, readConfig } from "../server/platform/config.ts";
import { ifPresent } from "../server/platform/durable-file.ts";
import { filePlaceAt } from "../server/platform/file-places.ts";
import type { AnchorStore } from "../server/ports/anchor-store.ts";
import { withDatabase } from "./with-database.ts";

/**
 * Exit status 0 when the chain holds and every anchor is in it, 1 when not: the first broken entry is named. The anchors are
 * those of the file store, of `ANCHORS_COPY` and of the file of before; `--anchors` names a place to read instead of these:
 * a file of lines, a folder, or s3://bucket/prefix.
 */
export async function runVerifyJournal(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, anchors: { type: "string" } },
  });
  const { check, anchors } = await withDatabase(async (db) => {
    const config = readConfig(process.env);
    // Before the chain: what is anchored meanwhile may not have been in it yet.
    const anchors = distinct(
      values.anchors ? await anchorsAt(values.anchors, config) : await allAnchors(config),
    );
    if (values.anchors && anchors.length === 0) throw new Error(`${values.anchors}: no anchors in it`);
    return { check: await checkChain(db, anchors), anchors: anchors.length };
  });
  if (values.json) console.log(JSON.stringify({ ...check, anchors }));
  else if (check.broken) console.log(`Broken at entry ${check.broken.id}: ${check.broken.why}.`);
  else console.log(`${check.entries} entries, the chain holds; ${anchors} anchors are in it.`);
  return check.broken ? 1 : 0;
}

async function allAnchors(config: Config): Promise<Anchor[]> {
  const { store, copy } = await composeAnchors(config);
  return [
    ...(await readAnchorFile(anchorFile(config.dataDir))),
    ...(await anchorsOf(store)),
    ...(copy ? await anchorsOf(copy) : []),
  ];
}

async function anchorsAt(address: string, config: Config): Promise<Anchor[]> {
  const place = filePlaceAt(address);
  if (place.kind === "folder" && !(await ifPresent(stat(place.folder)))?.isDirectory())
    return readAnchorFile(place.folder);
  return anchorsOf(await openAnchorStore(place, config));
}

/** A place that cannot be read must not look like one without anchors. */
async function anchorsOf(store: AnchorStore): Promise<Anchor[]> {
  return readAnchors(store).catch((error: unknown) => {
    throw new Error(`The anchors in ${store.address} cannot be read: ${howToMend(error)}`);
  });
}

/** The same one may be in several places. */
function distinct(anchors: readonly Anchor[]): Anchor[] {
  return [...new Map(anchors.map((anchor) => [`${anchor.id} ${anchor.hash}`, anchor])).values()];
}
