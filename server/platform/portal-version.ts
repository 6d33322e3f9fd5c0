import { readFileSync } from "node:fs";
import { z } from "zod";

const packaged: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The version of this portal, as its package says. */
export const PORTAL_VERSION = z.object({ version: z.string() }).parse(packaged).version;
