/** Signals to a whole PostgreSQL server, as an administrator or the system sends them. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { postmasterOf } from "../../server/platform/embedded-data.ts";

const run = promisify(execFile);

export type PostgresSignal = "SIGSTOP" | "SIGCONT" | "SIGKILL";

/** Sends it to the server whose data are in `folder/postgres` and to every session of it. Throws when none runs. */
export async function signalPostgres(folder: string, signal: PostgresSignal): Promise<void> {
  const postmaster = await postmasterOf(join(folder, "postgres"));
  if (postmaster === undefined) throw new Error("the server does not run");
  for (const pid of [postmaster, ...(await childrenOf(postmaster))]) send(pid, signal);
}

/** To the server alone: its sessions find out by themselves. */
export async function killPostmaster(folder: string): Promise<void> {
  const postmaster = await postmasterOf(join(folder, "postgres"));
  if (postmaster === undefined) throw new Error("the server does not run");
  process.kill(postmaster, "SIGKILL");
}

/** A session may have ended since it was listed. */
function send(pid: number, signal: PostgresSignal): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}
