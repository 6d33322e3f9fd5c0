/** Validates signatures away from the thread that serves everybody, within a time and a memory of its own. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SignatureReport } from "../domain/signatures/signature-report.ts";
import { message } from "./report/messages.ts";
import { reportWithout } from "./report/report-without.ts";
import type { ValidationOptions } from "./report/validation-options.ts";
import type { Done, Work } from "./validation-worker.ts";

const WORKER = new URL("./validation-worker.ts", import.meta.url);
/** Any file gives a report within these. */
const TIME_LIMIT_MS = 5_000;
const MEMORY_LIMIT_MB = 256;

export interface SignatureValidator {
  /** Any bytes give a report, in bounded time and memory. Rejects only when a trust anchor is not a certificate. */
  validate(pdf: Uint8Array, options: ValidationOptions): Promise<SignatureReport>;
  close(): Promise<void>;
}

type Waiting = Work & { resolve(report: SignatureReport): void; reject(error: Error): void };

/** Threads start with the first file, and one that a file ended is replaced with the next. */
export function createSignatureValidator({
  threads = Math.max(1, availableParallelism() - 1),
  timeLimit = TIME_LIMIT_MS,
}: {
  threads?: number;
  timeLimit?: number;
} = {}): SignatureValidator {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isClosed = false;
  /** No report: what a closed validator did not finish is nothing that could be said of a file. */
  const closed = () => new Error("the validator was closed");

  function start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
    // What waits for a report keeps the process running, not a thread that has nothing to do.
    worker.unref();
    // An error without work under way ends the thread all the same: "exit" follows.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      all.delete(worker);
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
    });
    all.add(worker);
    return worker;
  }

  function next(): void {
    const free = idle.pop() ?? (all.size < threads ? start() : undefined);
    const work = free && waiting.shift();
    if (free && !work) idle.push(free);
    if (free && work) perform(free, work);
  }

  function perform(worker: Worker, { pdf, options, resolve, reject }: Waiting): void {
    const timer = setTimeout(() => void worker.terminate(), timeLimit);
    const settle = () => {
      clearTimeout(timer);
      worker.off("message", onMessage);
      worker.off("exit", onExit);
    };
    const onMessage = (done: Done) => {
      settle();
      idle.push(worker);
      if ("report" in done) resolve(done.report);
      else reject(new Error(done.error));
      next();
    };
    const onExit = () => {
      settle();
      if (isClosed) return reject(closed());
      resolve(reportWithout("failed", message("LIMIT_REACHED")));
      next();
    };
    worker.on("message", onMessage);
    worker.on("exit", onExit);
    worker.postMessage({ pdf, options } satisfies Work);
  }

  return {
    validate: (pdf, options) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(closed());
        waiting.push({ pdf, options, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(closed());
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
