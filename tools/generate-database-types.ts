/** Writes server/platform/database-types.generated.ts from a database freshly migrated. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { migrate, openDatabase } from "../server/platform/database.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres.ts";

const OUT = "server/platform/database-types.generated.ts";

const folder = await mkdtemp(join(tmpdir(), "portail-types-"));
await chmod(folder, 0o755);
const postgres = await startEmbeddedPostgres(folder, { durable: false });
try {
  const url = postgres.url("postgres");
  const db = openDatabase(url);
  await migrate(db);
  await db.destroy();
  await promisify(execFile)("kysely-codegen", [`--url=${url}`]);
  // The generator does not import the types that .kysely-codegenrc.json names.
  const generated = await readFile(OUT, "utf8");
  await writeFile(
    OUT,
    generated.replace("import type", `import type * as columns from "./column-types.ts";\nimport type`),
  );
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
