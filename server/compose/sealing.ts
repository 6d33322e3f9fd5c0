import { join } from "node:path";
import { draftSecret } from "../access/draft-keys.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database.ts";
import { readOrMake } from "../platform/durable-file.ts";
import type { Logger } from "../platform/log.ts";
import { Sealing } from "../platform/sealing.ts";
import { randomToken } from "../platform/secrets.ts";
import { takeOverFiles } from "./take-over.ts";

/**
 * Seals under `SEALING_SECRET`, or under the secret that this `DATA_DIR` keeps, made at the first start. What older versions
 * kept in files is taken over. Throws `ConfigurationError` when what is sealed already is under another secret: the start
 * says so, and not the first operator who needs it.
 */
export async function composeSealing(config: Config, db: Database, log: Logger): Promise<Sealing> {
  const sealing = new Sealing(config.sealing.secret ?? (await ownSecret(config)), config.sealing.previous);
  await takeOverFiles({ db, log, sealing }, config.dataDir);
  await draftSecret({ db, sealing });
  return sealing;
}

async function ownSecret({ dataDir }: Config): Promise<string> {
  return (await readOrMake(join(dataDir, "sealing-secret"), randomToken)).toString("ascii");
}
