/**
 * Work that follows an operation (mails, collections, issuance): enqueued in the operation's own transaction, so that
 * it exists exactly when the operation does, and run by any server process. Handlers are idempotent: a job may run again
 * after a crash. The queues are their features' (`queues.ts` in each); nothing here knows them.
 */
import { fromKysely, PgBoss } from "pg-boss";
import type { Transaction } from "./database.ts";
import { JOBS_SCHEMA } from "./database-roles.ts";
import { describeError, type Logger } from "./log.ts";
import { within } from "./within.ts";

/** How often what fails is tried again; delays in seconds. */
export type Retries = {
  retryLimit: number;
  retryDelay: number;
  retryBackoff: boolean;
  retryDelayMax: number;
};

/** Ten tries over about a day: a neighbour that is down for a night is asked again in the morning. */
const DAY_LONG: Retries = { retryLimit: 10, retryDelay: 5, retryBackoff: true, retryDelayMax: 7200 };

/** A queue, and what its jobs carry: identifiers only, never personal data. */
export type Queue<Data extends object> = {
  readonly name: string;
  readonly retries: Retries;
  /** Never set: it says which data belong to the queue. */
  readonly carries?: Data;
};

/** Declares a queue. */
export function queue<Data extends object>(name: string, retries: Retries = DAY_LONG): Queue<Data> {
  return { name, retries };
}

/** What runs the jobs of one queue. */
export type JobHandler = { queue: Queue<object>; run(data: object): Promise<void> };

/** Says what runs the jobs of a queue. */
export function handle<Data extends object>(of: Queue<Data>, run: (data: Data) => Promise<void>): JobHandler {
  // What is in a queue was put there by `enqueue`, which takes nothing else.
  return { queue: of, run: (data) => run(data as Data) };
}

const WORKERS_PER_QUEUE = 2;
/** Nobody tells when the time of another try has come: it is looked for. */
const POLLING_SECONDS = 5;

export type Jobs = {
  /** Adds a job to the transaction. */
  enqueue<Data extends object>(trx: Transaction, queue: Queue<Data>, data: Data): Promise<void>;
  /** Starts taking jobs, several at once. */
  work(handlers: readonly JobHandler[]): Promise<void>;
  /** Runs the jobs that are waiting, and those that they add, one after the other, until none is left. */
  drain(handlers: readonly JobHandler[]): Promise<void>;
  /**
   * Takes no further job, and waits for those under way, for `seconds` at most. Gives whether all ended; what did not is
   * given back to its queue by `close`, and runs again elsewhere.
   */
  finish(seconds: number): Promise<boolean>;
  /** Enqueues and takes nothing more. */
  close(): Promise<void>;
};

/** Jobs kept in the database at `url`, in a schema of their own, which stands already. */
export async function startJobs(url: string, log: Logger, queues: readonly Queue<object>[]): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    schema: JOBS_SCHEMA,
    createSchema: false,
    useListenNotify: true,
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs"));
  await boss.start();
  for (const { name, retries } of queues) await boss.createQueue(name, { notify: true, ...retries });

  async function runOne({ queue: { name }, run }: JobHandler, data: object): Promise<void> {
    try {
      await run(data);
    } catch (error) {
      log.warn({ queue: name, err: error }, "job failed, to be tried again");
      // The database keeps the reason beside the job: without personal data, like a log.
      throw Object.assign(new Error("job failed"), { cause: describeError(error) });
    }
  }

  async function drainQueue(handler: JobHandler): Promise<number> {
    const { name } = handler.queue;
    const jobs = await boss.fetch<object>(name, { batchSize: 20 });
    for (const job of jobs) {
      await runOne(handler, job.data);
      await boss.complete(name, job.id);
    }
    return jobs.length;
  }

  /** Takes one job after the other until the queue is empty, then waits for the database to tell of more. */
  async function startWorker(handler: JobHandler): Promise<void> {
    const id: string = await boss.work<object>(
      handler.queue.name,
      { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: POLLING_SECONDS },
      async ([job]) => {
        if (!job) return;
        // Several jobs of one transaction are told of once, and a worker that is told takes one: after it there may
        // be others, which nobody will tell of again.
        boss.notifyWorker(id);
        await runOne(handler, job.data);
      },
    );
  }

  return {
    async enqueue(trx, { name }, data) {
      await boss.send(name, data, { db: fromKysely(trx) });
    },
    async work(handlers) {
      for (const handler of handlers)
        for (let worker = 0; worker < WORKERS_PER_QUEUE; worker += 1) await startWorker(handler);
    },
    async drain(handlers) {
      for (let found = 1; found > 0; ) {
        found = 0;
        for (const handler of handlers) found += await drainQueue(handler);
      }
    },
    finish: (seconds) =>
      within(seconds, Promise.all(queues.map(({ name }) => boss.offWork(name, { wait: true })))),
    close: () => boss.stop({ graceful: false }),
  };
}
