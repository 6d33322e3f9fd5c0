/** The keys of operators' drafts, which their browsers keep sealed (ADR 0011). */
import { createHmac, randomBytes } from "node:crypto";
import { link, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfPresent, syncFolder, writeAside } from "../platform/durable-file.ts";

const SECRET_BYTES = 32;

/** The operator's key: nobody derives it without the secret, nor the secret from it (HMAC-SHA-256, RFC 2104). */
export function draftKeyOf(secret: Buffer, operatorId: string): string {
  return createHmac("sha256", secret).update(`draft ${operatorId}`).digest("base64");
}

/** The secret of this installation, made the first time; every server process of one `DATA_DIR` reads the same. */
export async function draftSecret(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, "draft-secret");
  const before = await readIfPresent(path);
  if (before) return before;
  const made = `${path}.${randomBytes(8).toString("hex")}`;
  await writeAside(made, randomBytes(SECRET_BYTES));
  // Whole from the first instant, and the first of several processes wins.
  await link(made, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(made);
  await syncFolder(dataDir);
  return readFile(path);
}
