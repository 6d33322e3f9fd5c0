import { migrate } from "../server/platform/database.ts";
import { withDatabase } from "./with-database.ts";

/** Applies the migrations that were not yet; prints their names. */
export async function runMigrate(): Promise<number> {
  const applied = await withDatabase(migrate);
  console.log(applied.length > 0 ? applied.join("\n") : "Nothing to apply.");
  return 0;
}
