/**
 * Loaded into each process of an installation before its own code (`NODE_OPTIONS=--import`): counts what an operation waits
 * for (database, ports over HTTP, mail server, file store) and kills the process at the await that a warrant names. The
 * product knows nothing of it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { FileHandle } from "node:fs/promises";
import fs from "node:fs/promises";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";
import nodemailer from "nodemailer";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { report, take, type Warrant } from "./death-warrant.ts";
import { operationOf } from "./operation-of.ts";

const folder = process.env.FAULTS_FOLDER;
/** As `server/main.ts` reads it; a tool that is started with the same environment has none. */
const { values } = parseArgs({ options: { role: { type: "string" } }, strict: false });
const role = String(values.role ?? "");

/** One run of an operation that a warrant is for. */
type Run = { warrant: Warrant; name: string; job: string | undefined; awaits: string[]; isOver: boolean };

const running = new AsyncLocalStorage<Run>();
/** Runs of jobs whose handler has ended and whose end is not yet recorded. */
const ending = new Set<Run>();

type Callback = (...given: unknown[]) => unknown;
type Asking = (...given: unknown[]) => unknown;

/** Dies here and now: nothing is closed, flushed or told. */
function die(run: Run): never {
  run.isOver = true;
  report(folder ?? "", run.warrant, { killed: true, pid: process.pid, run: run.name, awaits: run.awaits });
  process.kill(process.pid, "SIGKILL");
  // The signal is delivered before this returns; nothing of the product runs after it.
  for (;;);
}

/** One await of a run: `ask` begins it. Gives what `ask` gave. */
function meet(run: Run | undefined, label: string, ask: () => unknown, callbackAt?: Callback[]): unknown {
  if (!run || run.isOver) return ask();
  run.awaits.push(label);
  const isTheOne = run.awaits.length === run.warrant.await;
  if (!isTheOne) return ask();
  const { moment } = run.warrant;
  if (moment === "before") die(run);
  if (moment === "after" && callbackAt) callbackAt.push(() => die(run));
  const asked = ask();
  // What was written to a socket is on its way; the answer is not read any more.
  if (moment === "asked") setImmediate(() => die(run));
  if (moment === "after" && asked instanceof Promise) return asked.finally(() => die(run));
  return asked;
}

/** Puts `around` in the place of a method; it is given the method and what it was called with. */
function wrap(
  owner: object,
  name: string,
  around: (ask: Asking, self: unknown, given: unknown[]) => unknown,
): void {
  const methods = owner as Record<string, Asking>;
  const method = methods[name];
  if (!method) throw new Error(`no ${name} to be wrapped`);
  methods[name] = function (this: unknown, ...given: unknown[]) {
    return around(method, this, given);
  };
}

function countQueries(): void {
  wrap(pg.Client.prototype, "query", (query, self, given) => {
    const [text, parameters] = given;
    const run = running.getStore() ?? endingRunOf(parameters);
    const callback = given.at(-1);
    if (typeof callback !== "function") return meet(run, labelOf(text), () => query.apply(self, given));
    const before: Callback[] = [];
    const answered = (...answer: unknown[]) => {
      for (const first of before) first();
      return (callback as Callback)(...answer);
    };
    return meet(run, labelOf(text), () => query.apply(self, [...given.slice(0, -1), answered]), before);
  });
}

/** The end of a job is recorded by the queue, outside of its handler. */
function endingRunOf(parameters: unknown): Run | undefined {
  if (ending.size === 0 || !Array.isArray(parameters)) return undefined;
  const text = JSON.stringify(parameters);
  return [...ending].find(({ job }) => job !== undefined && text.includes(job));
}

function labelOf(query: unknown): string {
  const text = typeof query === "string" ? query : String((query as { text?: string }).text ?? "cursor");
  return `SQL ${text.trim().replaceAll(/\s+/g, " ").slice(0, 60)}`;
}

function countCalls(): void {
  const call = globalThis.fetch;
  globalThis.fetch = (...given) =>
    meet(running.getStore(), `HTTP ${pathOf(given[0])}`, () => call(...given)) as Promise<Response>;
  wrap(Object.getPrototypeOf(nodemailer.createTransport({})), "sendMail", (send, self, given) =>
    meet(running.getStore(), "SMTP", () => send.apply(self, given)),
  );
}

const pathOf = (target: unknown) => new URL(target instanceof Request ? target.url : String(target)).pathname;

async function countFiles(): Promise<void> {
  for (const name of ["open", "rename", "rm", "mkdir", "link"] as const)
    wrap(fs, name, (ask, self, given) =>
      meet(running.getStore(), `file ${name}`, () => ask.apply(self, given)),
    );
  const handle: FileHandle = await fs.open(process.execPath);
  wrap(Object.getPrototypeOf(handle), "sync", (ask, self, given) =>
    meet(running.getStore(), "file sync", () => ask.apply(self, given)),
  );
  await handle.close();
  syncBuiltinESMExports();
}

/** A request is a run until its answer has left; a job until the queue has recorded its end. */
function followRuns(): void {
  wrap(Server.prototype, "emit", (emit, self, given) => {
    const [event, request, answer] = given as [string, IncomingMessage, ServerResponse];
    if (event !== "request") return emit.apply(self, given);
    const path = request.url ?? "";
    const run = begin(operationOf(request.method ?? "", path), path, undefined);
    if (!run) return emit.apply(self, given);
    answer.once("close", () => end(run));
    return running.run(run, () => emit.apply(self, given));
  });
  wrap(PgBoss.prototype, "work", (work, self, given) => {
    const [queue, options, handler] = given as [string, object, (jobs: Job[]) => Promise<unknown>];
    return work.call(self, queue, options, async (jobs: Job[]) => {
      const [job] = jobs;
      const run = begin(queue, JSON.stringify(job?.data), job?.id);
      if (!run) return handler(jobs);
      try {
        return await running.run(run, () => handler(jobs));
      } finally {
        ending.add(run);
        setTimeout(() => end(run), 1000);
      }
    });
  });
}

type Job = { id: string; data: object };

function begin(operation: string, name: string, job: string | undefined): Run | undefined {
  const warrant = take(folder ?? "", role, operation, name);
  return warrant && { warrant, name, job, awaits: [], isOver: false };
}

/** It came to its end before the await that was meant, or nobody was meant. */
function end(run: Run): void {
  ending.delete(run);
  if (run.isOver) return;
  run.isOver = true;
  const { warrant, name, awaits } = run;
  report(folder ?? "", warrant, { killed: false, pid: process.pid, run: name, awaits });
}

if (folder && role && isMainThread) {
  countQueries();
  countCalls();
  await countFiles();
  followRuns();
}
