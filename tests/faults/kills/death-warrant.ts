/**
 * What the driver and the processes of an installation say to each other through a folder: which process is to die, and at
 * which await of what. Files appear and disappear by `rename`, so that one process alone takes a warrant.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Before it is asked, when it was just asked and nothing came back, or when the answer is there. */
export type Moment = "before" | "asked" | "after";

export type Warrant = {
  id: number;
  /** A job's queue, or method and path of a request with `:n` for what is of this one only. */
  operation: string;
  /** Counted from 1 within one run of the operation; 0: nobody dies, its awaits are written down. */
  await: number;
  moment: Moment;
  /** Runs that are left alone: those that died before wait for longer each time. */
  spared: string[];
};

/** What became of a warrant: the awaits that were met, in order, the last one being that of a death. */
export type Verdict = { killed: boolean; pid: number; run: string; awaits: string[] };

const waiting = (folder: string, role: string) => join(folder, `${role}.warrants`);
const takenBy = (folder: string, { id }: Warrant) => join(folder, `${id}.taken`);
const done = (folder: string, id: number) => join(folder, `${id}.done`);

/** Puts warrants in the place of those before: whoever meets one of them first takes it, and the others lapse. */
export function issue(folder: string, role: string, warrants: readonly Warrant[]): void {
  const aside = join(folder, `${role}.written`);
  writeFileSync(aside, JSON.stringify(warrants));
  renameSync(aside, waiting(folder, role));
}

/** Takes the warrant of this role that is for this run of this operation; undefined: live on. */
export function take(folder: string, role: string, operation: string, run: string): Warrant | undefined {
  try {
    const warrants = JSON.parse(readFileSync(waiting(folder, role), "utf8")) as Warrant[];
    const warrant = warrants.find((each) => each.operation === operation && !each.spared.includes(run));
    if (warrant) renameSync(waiting(folder, role), takenBy(folder, warrant));
    return warrant;
  } catch {
    // There is none, or another process was faster.
    return undefined;
  }
}

/** Written before the death, by whoever is about to die. */
export function report(folder: string, { id }: Warrant, verdict: Verdict): void {
  const aside = join(folder, `${id}.verdict`);
  writeFileSync(aside, JSON.stringify(verdict));
  renameSync(aside, done(folder, id));
}

/** Undefined while nobody met it. */
export function verdictOn(folder: string, id: number): Verdict | undefined {
  if (!readdirSync(folder).includes(`${id}.done`)) return undefined;
  return JSON.parse(readFileSync(done(folder, id), "utf8")) as Verdict;
}
