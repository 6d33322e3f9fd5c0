/**
 * Work that follows an operation (mails, collections, issuance): enqueued in the operation's own transaction, so that
 * it exists exactly when the operation does, and run by any server process. Handlers are idempotent: a job may run again
 * after a crash. The queues are their features' (`queues.ts` in each); nothing here knows them.
 */
import { fromKysely, PgBoss } from "pg-boss";
import type { Transaction } from "./database.ts";
import { isDatabaseAway } from "./database-errors.ts";
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

/**
 * After one second, then each time after twice as long or up to twice that, at most after a quarter of an hour; and for as
 * long as it takes: a neighbour that is away for a weekend, or for a month, finds the work waiting. What is refused for good
 * is no failure of its job: its handler records that, and ends.
 */
const UNTIL_DONE: Retries = { retryLimit: 1_000_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 900 };

/** A queue, and what its jobs carry: identifiers only, never personal data. */
export type Queue<Data extends object> = {
  readonly name: string;
  readonly retries: Retries;
  /** Never set: it says which data belong to the queue. */
  readonly carries?: Data;
};

/** Declares a queue. */
export function queue<Data extends object>(name: string, retries: Retries = UNTIL_DONE): Queue<Data> {
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
/**
 * Who runs a job says every four seconds that it is still at it, and every process looks every four seconds for jobs of
 * which nobody said so for twelve: with the delay of the next try and the time until somebody looks for it, what a dead
 * process held is taken up within half a minute.
 */
const HELD = { heartbeatSeconds: 12, refreshSeconds: 4, lookedForEverySeconds: 4 };
/** A job waits for as long as it has to: its order would wait without it for ever. */
const TEN_YEARS = 10 * 365 * 24 * 3600;

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
  /** Throws unless jobs can be enqueued and taken. */
  check(): Promise<void>;
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
    superviseIntervalSeconds: HELD.lookedForEverySeconds,
    monitorIntervalSeconds: HELD.lookedForEverySeconds,
    ...FOR_ITS_POOL,
  });
  boss.on("error", tellOf(log));
  await boss.start();
  for (const { name, retries } of queues) await declare(boss, name, retries);
  return new BossJobs(boss, log, queues);
}

/** The library's own pool hands them to `pg`: a connection that has become dumb is found out, and so is a query on it. */
const FOR_ITS_POOL = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 60_000 };

/** While the database is away every worker fails every few seconds: that is said once a minute. */
function tellOf(log: Logger): (error: Error) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    // Of its workers' errors the library hands on what they hold, which is no error any more.
    const err = error instanceof Error ? error : Object.assign(new Error(), error);
    if (!isDatabaseAway(err)) return log.error({ err }, "jobs");
    if (performance.now() - toldAt < 60_000) return;
    toldAt = performance.now();
    log.error({ err }, "jobs: the database is away");
  };
}

/** A queue that an earlier version made gets what this one says of it. */
async function declare(boss: PgBoss, name: string, retries: Retries): Promise<void> {
  const { heartbeatSeconds } = HELD;
  const options = { notify: true, heartbeatSeconds, retentionSeconds: TEN_YEARS, ...retries };
  await boss.createQueue(name, options);
  await boss.updateQueue(name, options);
  // So does what waits there already, which would be given up sooner.
  const waiting = await boss.findJobs(name, { queued: true, limit: 100_000 });
  for (const { id, retryLimit } of waiting)
    if (retryLimit !== retries.retryLimit) await boss.update(name, undefined, { ...options, id });
}

class BossJobs implements Jobs {
  readonly #boss: PgBoss;
  readonly #log: Logger;
  readonly #queues: readonly Queue<object>[];
  /** Jobs that this process has taken and not ended, with their queues. */
  readonly #underWay = new Map<string, string>();

  constructor(boss: PgBoss, log: Logger, queues: readonly Queue<object>[]) {
    this.#boss = boss;
    this.#log = log;
    this.#queues = queues;
  }

  async enqueue<Data extends object>(trx: Transaction, { name }: Queue<Data>, data: Data): Promise<void> {
    await this.#boss.send(name, data, { db: fromKysely(trx) });
  }

  async work(handlers: readonly JobHandler[]): Promise<void> {
    for (const handler of handlers)
      for (let worker = 0; worker < WORKERS_PER_QUEUE; worker += 1) await this.#startWorker(handler);
  }

  async drain(handlers: readonly JobHandler[]): Promise<void> {
    for (let found = 1; found > 0; ) {
      found = 0;
      const waiting = await this.#waiting();
      for (const handler of handlers.filter(({ queue }) => waiting.has(queue.name)))
        while (await this.#runNext(handler)) found += 1;
    }
  }

  /** Queues in which a job could be taken now. */
  async #waiting(): Promise<Set<string>> {
    const { rows } = await this.#boss
      .getDb()
      .executeSql(
        `SELECT DISTINCT name FROM ${JOBS_SCHEMA}.job WHERE state < 'active' AND start_after <= now()`,
      );
    return new Set(rows.map(({ name }: { name: string }) => name));
  }

  finish(seconds: number): Promise<boolean> {
    const ended = this.#queues.map(({ name }) => this.#boss.offWork(name, { wait: true }));
    return within(seconds, Promise.all(ended));
  }

  async check(): Promise<void> {
    if (!(await this.#boss.isInstalled())) throw new Error("the jobs have no place in the database");
  }

  async close(): Promise<void> {
    const givenBack = [...this.#underWay];
    await this.#boss.stop({ graceful: false, close: false });
    // The library has them wait like what failed; they did not, and other processes are told at once.
    for (const [id, name] of givenBack)
      await this.#boss.update(name, undefined, { id, startAfter: 0 }).catch((error: unknown) => {
        this.#log.warn({ queue: name, err: error }, "a job that was given back waits for its next try");
      });
    await this.#boss.stop({ graceful: false });
  }

  /** Takes one job after the other until the queue is empty, then waits for the database to tell of more. */
  async #startWorker(handler: JobHandler): Promise<void> {
    const id: string = await this.#boss.work<object>(
      handler.queue.name,
      {
        batchSize: 1,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: POLLING_SECONDS,
        heartbeatRefreshSeconds: HELD.refreshSeconds,
      },
      async ([job]) => {
        if (!job) return;
        // Several jobs of one transaction are told of once, and a worker that is told takes one: after it there may
        // be others, which nobody will tell of again.
        this.#boss.notifyWorker(id);
        await this.#run(handler, job);
      },
    );
  }

  async #runNext(handler: JobHandler): Promise<boolean> {
    const { name } = handler.queue;
    const [job] = await this.#boss.fetch<object>(name, { batchSize: 1 });
    if (!job) return false;
    const holding = setInterval(() => {
      this.#boss
        .touch(name, job.id)
        .catch((error: unknown) => this.#log.warn({ err: error }, "holding a job"));
    }, HELD.refreshSeconds * 1000);
    try {
      await this.#run(handler, job);
    } finally {
      clearInterval(holding);
    }
    await this.#boss.complete(name, job.id);
    return true;
  }

  async #run(
    { queue: { name }, run }: JobHandler,
    { id, data }: { id: string; data: object },
  ): Promise<void> {
    this.#underWay.set(id, name);
    try {
      await run(data);
    } catch (error) {
      this.#log.warn({ queue: name, err: error }, "job failed, to be tried again");
      // The database keeps the reason beside the job: without personal data, like a log.
      throw Object.assign(new Error("job failed"), { cause: describeError(error) });
    } finally {
      this.#underWay.delete(id);
    }
  }
}
