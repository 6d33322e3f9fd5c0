/** Why a start failed, for whoever has to mend it. */
import { type Config, ConfigurationError } from "../platform/config.ts";
import { codeOf } from "../platform/database-errors.ts";

/** What the system says of a place that cannot be written, and what an administrator does about it. */
const UNWRITABLE: Record<string, string> = {
  EACCES: "the portal's account may not write there: give it the folder",
  EPERM: "the portal's account may not write there: give it the folder",
  EROFS: "it is read-only: mount it for writing, or name another folder",
  ENOTDIR: "a part of its path is no folder: name another one",
  EEXIST: "it is no folder: name another one",
  ENOENT: "no folder can be made there: name another one",
  ENOSPC: "no room is left: make some",
  EDQUOT: "the quota is used up: make room",
};

/** One line for what an administrator can mend; with its place in the code for what only a developer can. */
export function inOneLine(error: unknown, config: Config | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigurationError) return error.message;
  const code = codeOf(error) ?? "";
  if (code === "EADDRINUSE") return `${error.message}: choose another PORT (NEIGHBOURS_PORT, CARD_PORT).`;
  const path = "path" in error && typeof error.path === "string" ? error.path : undefined;
  const mend = UNWRITABLE[code];
  if (mend && config && path?.startsWith(config.dataDir))
    return `DATA_DIR: ${config.dataDir} cannot be used (${code} at ${path}): ${mend}.`;
  return error.stack ?? error.message;
}
