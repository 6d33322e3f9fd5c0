import { prepareDatabase } from "../server/platform/database-roles.ts";
import { withDatabaseUrls } from "./with-database.ts";

/** Applies the migrations that were not yet, and gives the application's role its rights; prints the migrations' names. */
export async function runMigrate(): Promise<number> {
  const applied = await withDatabaseUrls({ create: false }, prepareDatabase);
  console.log(applied.length > 0 ? applied.join("\n") : "Nothing to apply.");
  return 0;
}
