/**
 * Work that follows an operation (mails, collections, issuance): enqueued in the operation's own transaction, so that
 * it exists exactly when the operation does, and run by any server process. Handlers are idempotent: a job may run again
 * after a crash.
 */
import { fromKysely, PgBoss } from "pg-boss";
import type { Transaction } from "./database.ts";
import { JOBS_SCHEMA } from "./database-roles.ts";
import { describeError, type Logger } from "./log.ts";

/** Every queue and what its jobs carry: identifiers only, never personal data. */
export type JobQueues = {
  sendMail: { messageId: string };
  launchCollection: { collectionId: string };
  cancelCollection: { ref: string };
  remindSignatories: { collectionId: string };
  followCollection: { ref: string };
  issueCertificate: { requestId: string };
  revokeCertificate: { certificateNumber: number };
  refreshStanding: { subscriberId: number };
};
export type JobQueue = keyof JobQueues;
export type JobHandlers = { [Q in JobQueue]: (data: JobQueues[Q]) => Promise<void> };

/** Ten tries over about a day: a neighbour that is down for a night is asked again in the morning. */
const DAY_LONG = { retryLimit: 10, retryDelay: 5, retryBackoff: true, retryDelayMax: 7200 };
/** A revocation has 24 hours to be published: it is asked for again every minute, for longer than that. */
const EVERY_MINUTE = { retryLimit: 10_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 60 };

const WORKERS_PER_QUEUE = 2;
/** Nobody tells when the time of another try has come: it is looked for. */
const POLLING_SECONDS = 5;

const QUEUES: JobQueue[] = [
  "sendMail",
  "launchCollection",
  "cancelCollection",
  "remindSignatories",
  "followCollection",
  "issueCertificate",
  "revokeCertificate",
  "refreshStanding",
];

export type Jobs = {
  /** Adds a job to the transaction. */
  enqueue<Q extends JobQueue>(trx: Transaction, queue: Q, data: JobQueues[Q]): Promise<void>;
  /** Starts taking jobs, several at once. */
  work(handlers: JobHandlers): Promise<void>;
  /** Runs the jobs that are waiting, and those that they add, one after the other, until none is left. */
  drain(handlers: JobHandlers): Promise<void>;
  /** Lets the jobs under way finish, then stops. */
  stop(): Promise<void>;
};

/** Jobs kept in the database at `url`, in a schema of their own, which stands already. */
export async function startJobs(url: string, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    schema: JOBS_SCHEMA,
    createSchema: false,
    useListenNotify: true,
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs"));
  await boss.start();
  for (const name of QUEUES) {
    const retries = name === "revokeCertificate" ? EVERY_MINUTE : DAY_LONG;
    await boss.createQueue(name, { notify: true, ...retries });
  }

  async function runOne<Q extends JobQueue>(
    handlers: JobHandlers,
    queue: Q,
    data: JobQueues[Q],
  ): Promise<void> {
    try {
      await handlers[queue](data);
    } catch (error) {
      log.warn({ queue, err: error }, "job failed, to be tried again");
      // The database keeps the reason beside the job: without personal data, like a log.
      throw Object.assign(new Error("job failed"), { cause: describeError(error) });
    }
  }

  async function drainQueue<Q extends JobQueue>(handlers: JobHandlers, queue: Q): Promise<number> {
    const jobs = await boss.fetch<JobQueues[Q]>(queue, { batchSize: 20 });
    for (const job of jobs) {
      await runOne(handlers, queue, job.data);
      await boss.complete(queue, job.id);
    }
    return jobs.length;
  }

  /** Takes one job after the other until the queue is empty, then waits for the database to tell of more. */
  async function startWorker(handlers: JobHandlers, queue: JobQueue): Promise<void> {
    const id: string = await boss.work<JobQueues[typeof queue]>(
      queue,
      { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: POLLING_SECONDS },
      async ([job]) => {
        if (!job) return;
        // Several jobs of one transaction are told of once, and a worker that is told takes one: after it there may
        // be others, which nobody will tell of again.
        boss.notifyWorker(id);
        await runOne(handlers, queue, job.data as never);
      },
    );
  }

  return {
    async enqueue(trx, queue, data) {
      await boss.send(queue, data, { db: fromKysely(trx) });
    },
    async work(handlers) {
      for (const queue of QUEUES)
        for (let worker = 0; worker < WORKERS_PER_QUEUE; worker += 1) await startWorker(handlers, queue);
    },
    async drain(handlers) {
      for (let found = 1; found > 0; ) {
        found = 0;
        for (const queue of QUEUES) found += await drainQueue(handlers, queue);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}
