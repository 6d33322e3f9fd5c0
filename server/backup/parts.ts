/** The parts of a backup, each of which is what its manifest says or is named. */
import { createHash } from "node:crypto";
import { Measure } from "../platform/content-address.ts";
import type { BackupPlace } from "../ports/backup-place.ts";
import { type Manifest, manifestSchema, type Part } from "./manifest.ts";
import type { Problem } from "./report.ts";

export const MANIFEST = "manifest.json";

/** One backup in its place. */
export type Backup = { place: BackupPlace; name: string; manifest: Manifest; sha256: string };

class PartError extends Error {
  readonly problem: Problem;

  constructor(name: string, state: "missing" | "damaged", why: string) {
    super(`${name}: ${why}`);
    this.problem = { kind: "part", name, state, why };
  }
}

/**
 * The backup of this name, or the newest that was ended. Throws when there is none.
 */
export async function openBackup(place: BackupPlace, wanted?: string): Promise<Backup> {
  const names = wanted === undefined ? (await place.names()).toReversed() : [wanted];
  for (const name of names) {
    const content = await place.read(`${name}/${MANIFEST}`);
    if (!content) continue;
    const bytes = Buffer.concat(await content.toArray());
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { place, name, manifest: readManifest(name, bytes.toString("utf8")), sha256 };
  }
  throw new Error(
    wanted === undefined
      ? `There is no whole backup in ${place.address}.`
      : `There is no whole backup ${wanted} in ${place.address}.`,
  );
}

function readManifest(name: string, text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${name}/${MANIFEST} is damaged, or of a newer version of the portal.`);
  }
}

/** The bytes of a part; throws at its end when they are not what the manifest says. */
export async function* readPart({ place, name: backup }: Backup, part: Part): AsyncGenerator<Uint8Array> {
  const name = `${backup}/${part.name}`;
  const content = await place.read(name);
  if (!content) throw new PartError(name, "missing", "it is not there");
  const measure = new Measure();
  yield* measure.pass(content);
  if (measure.size !== part.size)
    throw new PartError(name, "damaged", `it has ${measure.size} bytes and not ${part.size}`);
  if (measure.sha256() !== part.sha256) throw new PartError(name, "damaged", "its SHA-256 is another");
}

/** Reads every part to its end. */
export async function verifyParts(backup: Backup, problems: Problem[]): Promise<void> {
  const { database, files, anchors } = backup.manifest;
  for (const part of [...database.tables.flatMap(({ parts }) => parts), files.list, anchors.list])
    try {
      for await (const _ of readPart(backup, part));
    } catch (error) {
      problems.push(
        error instanceof PartError
          ? error.problem
          : { kind: "part", name: `${backup.name}/${part.name}`, state: "damaged", why: String(error) },
      );
    }
}
