/** One process at a time writes in a `DATA_DIR` that the embedded parts keep their records in. */
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Config, ConfigurationError } from "../platform/config.ts";
import type { Ending } from "./ending.ts";

/** SQLITE_BUSY: another process has the lock. */
const TAKEN = 5;

/**
 * Holds `DATA_DIR` until the end of the process, for the roles that work in it alone; makes it when missing. Throws
 * `ConfigurationError` when another process holds it. Node offers no lock of its own: SQLite's is the system's, and over with
 * the process however that ends.
 */
export async function holdDataDir({ role, dataDir }: Config, ending: Ending): Promise<void> {
  if (role === "web" || role === "worker") return;
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "in-use.lock");
  // SQLite says of a file that it cannot open no more than that.
  await (await open(path, "a")).close();
  const lock = new DatabaseSync(path);
  try {
    // Nothing is ever written in it: no journal beside it.
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && "errcode" in error && error.errcode === TAKEN)) throw error;
    throw new ConfigurationError(
      `DATA_DIR: ${dataDir} is in use by another process of the portal: stop that one, or give this one a folder of its own`,
    );
  }
  ending.closeDatabase("data folder", () => lock.close());
}
