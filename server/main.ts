/** Start-up of the portal's process: reads the configuration, starts, says where to go, stops cleanly. */
import { loadEnvFile } from "node:process";
import { parseArgs } from "node:util";
import { endProcess } from "./compose/end-process.ts";
import { startPortal } from "./compose/portal.ts";
import { ConfigurationError, PROCESS_ROLES, type ProcessRole, readConfig } from "./platform/config.ts";
import { describeError } from "./platform/log.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  try {
    loadEnvFile();
  } catch {
    // No .env: the embedded defaults.
  }
  const config = readConfig(process.env, roleGiven());
  const unforeseen = { run: async () => {} };
  endOnUnforeseen(unforeseen);
  const portal = await startPortal(config);
  unforeseen.run = () => portal.close();
  say("");
  for (const [name, place] of Object.entries({ "Portail AE": portal.url, ...portal.besides }))
    say(`  ${name.padEnd(22)}${place}`);
  say("");

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say("Arrêt en cours…");
    await portal.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** The last resort, and no more: what nobody foresaw leaves the process in no state to go on, and is not hidden. */
function endOnUnforeseen(ending: { run(): Promise<void> }): void {
  const end = (error: unknown) =>
    void endProcess(JSON.stringify({ unforeseen: describeError(error) }), ending);
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

/** `--role`, or everything. */
function roleGiven(): ProcessRole {
  const { values } = parseArgs({
    options: { role: { type: "string", default: "all" } },
    allowPositionals: true,
  });
  const role = PROCESS_ROLES.find((known) => known === values.role);
  if (role) return role;
  throw new ConfigurationError(`--role is one of: ${PROCESS_ROLES.join(", ")}; not “${values.role}”`);
}

/** One line for what an administrator can mend; the place in the code for the rest. */
function describe(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return `${error.message}: choose another PORT (NEIGHBOURS_PORT, CARD_PORT).`;
  return String(error instanceof Error ? error.stack : error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});
