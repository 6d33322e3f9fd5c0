/**
 * An installation as one runs it: two web processes behind a proxy, a worker and the neighbours, each started again when it
 * dies, on a database and a mail server of its own. Nothing else helps it along.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ProcessRole } from "../../../server/platform/process-roles.ts";
import { type AlternatingProxy, startAlternatingProxy } from "../../builders/alternating-proxy.ts";
import { type OutsideDatabase, startOutsideDatabase } from "../../builders/installation.ts";
import { freePorts, makeDataDir, type RoleProcess, spawnRole } from "../../builders/portal-process.ts";
import { type MailReceiver, startMailReceiver } from "../../doubles/mail-receiver.ts";

/** As systemd does by default (`RestartSec`). */
const RESTART_MS = 100;

/** The first start makes the authority's keys and migrates; a busy machine takes its time. */
const START_SECONDS = 120;

/** What the processes share; a driver that plays the signature service needs it too. */
export const NEIGHBOURS_SECRET = "what the processes of this installation share";

export type Place = { role: ProcessRole; health: number; environment: Record<string, string> };

/** One place in the installation: whatever dies in it is started again until it is stopped. */
export class Supervised {
  readonly place: Place;
  /** How often what was here ended by itself, and with what. */
  readonly deaths: (number | null)[] = [];
  #process: RoleProcess;
  #isStopping = false;

  constructor(place: Place) {
    this.place = place;
    this.#process = this.#start();
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** What the present one wrote so far. */
  said(): string {
    return this.#process.said();
  }

  /** Whether it says that every part of it can work. */
  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.place.health}/readyz`, {
        signal: AbortSignal.timeout(3000),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** Waits until it is; throws after so many seconds. Gives how many it took. */
  becomesReady(seconds: number): Promise<number> {
    return untilReady([this], seconds);
  }

  /** As a rolling upgrade does. */
  async startAgain(environment: Record<string, string> = {}): Promise<void> {
    await this.stop();
    this.#isStopping = false;
    Object.assign(this.place.environment, environment);
    this.#process = this.#start();
  }

  /** Tells it to stop, and waits until it has; it is not started again. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#process.stop();
  }

  #start(): RoleProcess {
    const started = spawnRole(this.place.role, this.place.environment);
    // Whoever waits looks at whether it is ready; one that ends before is started again.
    started.ready.catch(() => undefined);
    void started.ended.then(async (status) => {
      if (this.#isStopping) return;
      this.deaths.push(status);
      await setTimeout(RESTART_MS);
      if (!this.#isStopping) this.#process = this.#start();
    });
    return started;
  }
}

export type SupervisedInstallation = {
  url: string;
  neighboursUrl: string;
  dataDir: string;
  /** Where the files are. */
  files: string;
  database: OutsideDatabase;
  mail: MailReceiver;
  webs: [Supervised, Supervised];
  /** One of them, where there are several. */
  worker: Supervised;
  neighbours: Supervised;
  all: readonly Supervised[];
  proxy: AlternatingProxy;
  /** The environment of a command that is run beside it. */
  environment: Record<string, string>;
  /** Waits until all of it is ready; throws after so many seconds. Gives how many it took. */
  ready(seconds: number): Promise<number>;
  /** Stops the processes, and leaves the database and the files to be looked at. */
  stopProcesses(): Promise<void>;
  stop(): Promise<void>;
};

/** With these variables beside the defaults, and so many workers; resolves once all of it is ready. */
export async function startSupervised(
  environment: Record<string, string> = {},
  { workers = 1 }: { workers?: number } = {},
): Promise<SupervisedInstallation> {
  const database = await startOutsideDatabase({ durable: true });
  const dataDir = await makeDataDir();
  const mail = await startMailReceiver();
  const [proxyPort = 0, one = 0, other = 0, neighbours = 0, pages = 0, card = 0, ...more] = await freePorts(
    6 + workers,
  );
  const url = `http://localhost:${proxyPort}`;
  const shared = {
    DATABASE_URL: database.urls.application,
    DATABASE_OWNER_URL: database.urls.owner ?? "",
    DATA_DIR: dataDir,
    PUBLIC_URL: url,
    NEIGHBOURS_PORT: String(pages),
    CARD_PORT: String(card),
    NEIGHBOURS_SECRET,
    SEALING_SECRET: "under which this installation seals what it keeps",
    SMTP_URL: mail.url,
    RATE_LIMIT_PER_MINUTE: "1000000000",
    LOG_LEVEL: "fatal",
    // Processes are started by the hundred.
    NODE_COMPILE_CACHE: join(dataDir, "compile-cache"),
    ...environment,
  };
  const web = (port: number) => place("web", port, { ...shared, PORT: String(port) });
  const beside = (role: ProcessRole, health: number) =>
    place(role, health, { ...shared, PORT: String(one), HEALTH_PORT: String(health) });
  // The first one migrates; the others would wait for it all the same.
  const all = [
    beside("neighbours", neighbours),
    web(one),
    web(other),
    beside("worker", more[0] ?? 0),
    ...more.slice(1).map((port) => beside("worker", port)),
  ] as const;
  const proxy = await startAlternatingProxy(proxyPort, [one, other]);
  const stopProcesses = async () => {
    await Promise.all(all.map((each) => each.stop()));
  };
  const installation: SupervisedInstallation = {
    url,
    neighboursUrl: `http://localhost:${pages}`,
    dataDir,
    files: environment.FILE_STORE ?? join(dataDir, "files"),
    database,
    mail,
    webs: [all[1], all[2]],
    worker: all[3],
    neighbours: all[0],
    all,
    proxy,
    environment: shared,
    ready: (seconds) => untilReady(all, seconds),
    stopProcesses,
    async stop() {
      await stopProcesses();
      await proxy.close();
      await mail.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await installation.ready(START_SECONDS);
  } catch (error) {
    await installation.stop();
    throw error;
  }
  return installation;
}

function place(role: ProcessRole, health: number, environment: Record<string, string>): Supervised {
  return new Supervised({ role, health, environment });
}

async function untilReady(all: readonly Supervised[], seconds: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const ready = await Promise.all(all.map((each) => each.isReady()));
    const waited = (performance.now() - begun) / 1000;
    if (ready.every(Boolean)) return waited;
    const missing = all.filter((_, index) => !ready[index]).map(({ place: { role } }) => role);
    if (waited > seconds) throw new Error(`not ready within ${seconds} s: ${missing.join(", ")}`);
    await setTimeout(100);
  }
}

/** An empty folder through which the driver and the processes talk. */
export function talkingFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "portail-faults-"));
}
