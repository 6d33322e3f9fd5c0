import { resealAll } from "../server/compose/reseal.ts";
import { ConfigurationError, readConfig } from "../server/platform/config.ts";
import { Sealing } from "../server/platform/sealing.ts";
import { withDatabase } from "./with-database.ts";

/**
 * `portail rotate-sealing-secret`: seals anew, under SEALING_SECRET, what SEALING_SECRET_PREVIOUS sealed. Says how much that
 * was. May be interrupted and run again, while the portal runs.
 */
export async function runRotateSealingSecret(): Promise<number> {
  const counts = await withDatabase((db) => {
    const { secret, previous } = readConfig(process.env).sealing;
    if (secret === undefined || previous === undefined)
      throw new ConfigurationError(
        "SEALING_SECRET (the new one) and SEALING_SECRET_PREVIOUS (the old one) are needed, or both as files",
      );
    return resealAll(db, new Sealing(secret, previous));
  });
  for (const [what, count] of Object.entries(counts)) console.log(`${what}: ${count} sealed anew.`);
  console.log("Everything is under SEALING_SECRET: SEALING_SECRET_PREVIOUS is no longer needed.");
  return 0;
}
