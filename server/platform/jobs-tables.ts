import { PgBoss } from "pg-boss";
import { JOBS_SCHEMA } from "./database-roles.ts";

/** Makes the tables of the jobs' library in the database at `url`, where they are missing, and takes no job. */
export async function createJobsTables(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    max: 1,
    schema: JOBS_SCHEMA,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  // What goes wrong is thrown by the start; without a listener a cut connection would end the process.
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}
