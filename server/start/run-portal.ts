/** A process of the portal from its first line to its last: reads the configuration, starts, says where to go, stops. */
import { loadEnvFile } from "node:process";
import { parseArgs } from "node:util";
import { endProcess } from "../compose/end-process.ts";
import { Ending } from "../compose/ending.ts";
import { startPortal } from "../compose/portal.ts";
import { WatchedStart } from "../compose/watched-start.ts";
import { type Config, ConfigurationError } from "../platform/config.ts";
import { describeError } from "../platform/log.ts";
import { PROCESS_ROLES, type ProcessRole } from "../platform/process-roles.ts";
import { resemblingVariables } from "../platform/resembling.ts";
import { readStartConfig } from "../platform/start-config.ts";
import { type Announcer, announceToPrograms } from "./announcer.ts";
import { inOneLine } from "./in-one-line.ts";
import type { StopRequest } from "./stop-request.ts";
import { announceToPerson } from "./terminal.ts";

/**
 * Runs until it is asked to stop. The exit status is 0 when it stopped because it was asked to, at whatever moment; 1 when it
 * could not start, said in one line on standard error, or met what nobody foresaw.
 */
export async function runPortal(args: string[], stop: StopRequest): Promise<never> {
  try {
    loadEnvFile();
  } catch {
    // No .env: the embedded defaults.
  }
  let config: Config | undefined;
  try {
    config = readStartConfig(process.env, roleGiven(args));
    await serve(config, stop);
  } catch (error) {
    // Whatever a start that is stopped fails of is a consequence: a program of its own was told to stop, too.
    if (stop.signal.aborted) process.exit(0);
    process.stderr.write(`${inOneLine(error, config)}${misspelt(error)}\n`);
    process.exit(1);
  }
  process.exit(0);
}

/** What is wrong may be that another name was meant. */
function misspelt(error: unknown): string {
  if (!(error instanceof ConfigurationError)) return "";
  const names = resemblingVariables(process.env).map(({ name, meant }) => `${name}: is ${meant} meant?`);
  return names.length > 0 ? ` (${names.join(" ")})` : "";
}

async function serve(config: Config, { signal, endAtOnce }: StopRequest): Promise<void> {
  if (signal.aborted) return;
  const announcer = announcerFor(config);
  const { log } = announcer;
  const ending = new Ending(log);
  endAtOnce(() => ending.cut());
  endOnUnforeseen(ending);
  for (const { name, meant } of resemblingVariables(process.env))
    log.warn({ name, meant }, "a variable of the environment is none of the portal's: is another one meant?");
  signal.addEventListener("abort", () => announcer.stopping());
  const watched = new WatchedStart(signal, (stage) => announcer.stage(stage));
  const { places, close } = await startPortal(config, { log, ending, watched });
  if (!signal.aborted) {
    announcer.ready(places);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }
  await close();
  announcer.stopped();
}

/** At a terminal requests are shown only to whoever asks for them. */
function announcerFor({ logLevel }: Config): Announcer {
  if (!process.stdout.isTTY) return announceToPrograms(logLevel);
  return announceToPerson(process.env.LOG_LEVEL ? logLevel : "warn", process.stdout);
}

/** The last resort, and no more: what nobody foresaw leaves the process in no state to go on, and is not hidden. */
function endOnUnforeseen(ending: Ending): void {
  const end = (error: unknown) =>
    void endProcess(JSON.stringify({ unforeseen: describeError(error) }), ending);
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

/** `--role`, or everything. Throws `ConfigurationError` for whatever else is given. */
function roleGiven(args: string[]): ProcessRole {
  const usage = `the only option is --role, one of: ${PROCESS_ROLES.join(", ")}`;
  let given: string;
  try {
    given = parseArgs({ args, options: { role: { type: "string", default: "all" } } }).values.role;
  } catch {
    throw new ConfigurationError(`${args.join(" ")}: ${usage}.`);
  }
  const role = PROCESS_ROLES.find((known) => known === given);
  if (role) return role;
  throw new ConfigurationError(`--role ${given}: ${usage}.`);
}
