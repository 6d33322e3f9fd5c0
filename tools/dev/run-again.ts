/** A program that is run again whenever the files change that it is made of. */
import type { ChildProcess } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";

/** An editor writes a file in several steps, and saves several at once. */
const SETTLED_AFTER_MS = 100;
/** What the program does not load. */
const NOT_ITS_OWN = /\.test\.ts$|\/(testing|test-[^/]+)\.ts$|~$|\.sw.$/;

export type Running = {
  /** Ends it, in its own time, for good. */
  stop(): Promise<void>;
};

/**
 * Starts the program, and again after each change under `folders`. The one before is asked to end and has all the time it
 * takes: two never run at once. One that ends by itself is started at the next change.
 */
export function runAgain(start: () => ChildProcess, folders: readonly string[]): Running {
  let program = start();
  let ended = endOf(program);
  let change: NodeJS.Timeout | undefined;
  let isStopped = false;
  let restarting: Promise<void> = Promise.resolve();

  const restart = async (): Promise<void> => {
    program.kill("SIGTERM");
    await ended;
    if (isStopped) return;
    program = start();
    ended = endOf(program);
  };
  const onChange = (file: string | null) => {
    if (file && NOT_ITS_OWN.test(`/${file}`)) return;
    clearTimeout(change);
    change = setTimeout(() => {
      restarting = restarting.then(restart);
    }, SETTLED_AFTER_MS);
  };
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, file) => onChange(file)),
  );
  return {
    async stop() {
      isStopped = true;
      clearTimeout(change);
      for (const watcher of watchers) watcher.close();
      program.kill("SIGTERM");
      await restarting;
      await ended;
    },
  };
}

const endOf = (program: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    program.once("exit", () => resolve());
    // It could not be started at all.
    program.once("error", () => resolve());
  });
