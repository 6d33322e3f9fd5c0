/** Live channels by the hundred: how soon a change is heard on all of them, and what each costs its process. */
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import pg from "pg";
import { percentile } from "../support/figures.ts";
import { type Crew, memoryOf } from "./crew.ts";

export const CHANNELS = 500;
const CHANGES = 60;
const BARE_NOTICES = 200;

export type MeasuredChannels = {
  /** From the request of a change until each channel had its event: milliseconds. */
  heard: { p50: number; p95: number };
  /** From a NOTIFY until a connection of its own that listens had it: milliseconds. */
  bare: { p50: number; p95: number };
  /** Of heap and buffers, after a collection, of the process that holds most. */
  kilobytesEach: number;
};

/** Opens the channels, half of them at each web process, and changes orders one after the other. */
export async function measureChannels(crew: Crew): Promise<MeasuredChannels> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const hear = new Map<number, () => void>();
  const open: IncomingMessage[] = [];
  await warmUp(crew, agent);
  const before = await Promise.all(crew.inspectors.map(memoryOf));
  for (let index = 0; index < CHANNELS; index++) {
    const port = crew.webs[index % crew.webs.length] ?? 0;
    open.push(await openChannel(port, crew.cookieOf(index), agent, (number) => hear.get(number)?.()));
  }
  const after = await Promise.all(crew.inspectors.map(memoryOf));
  const share = CHANNELS / crew.webs.length;
  const kilobytesEach = Math.max(
    ...after.map((bytes, index) => (bytes - (before[index] ?? 0)) / share / 1024),
  );

  const heard: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const number = crew.orders[change] ?? 0;
    const start = performance.now();
    const everybody = new Promise<void>((resolve) => {
      let waiting = CHANNELS;
      hear.set(number, () => {
        heard.push(performance.now() - start);
        waiting -= 1;
        if (waiting === 0) resolve();
      });
    });
    await crew.comment(number, change);
    await everybody;
    hear.delete(number);
  }
  for (const channel of open) channel.destroy();
  agent.destroy();
  return {
    heard: { p50: percentile(heard, 0.5), p95: percentile(heard, 0.95) },
    bare: await bareNotices(crew.databaseUrl),
    kilobytesEach,
  };
}

/** What the first channels make a process load, compile and keep is not theirs. */
async function warmUp({ webs, cookieOf }: Crew, agent: Agent): Promise<void> {
  for (let index = 0; index < CHANNELS / 10; index++) {
    const port = webs[index % webs.length] ?? 0;
    (await openChannel(port, cookieOf(index), agent, () => undefined)).destroy();
  }
}

async function openChannel(
  port: number,
  cookie: string,
  agent: Agent,
  hear: (order: number) => void,
): Promise<IncomingMessage> {
  const request = get({ host: "127.0.0.1", port, path: "/api/events", agent, headers: { cookie } });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`a channel was answered ${answer.statusCode}`);
  answer.on("data", (chunk: Buffer) => {
    for (const [, number] of chunk.toString().matchAll(/event: orderChanged\ndata: \{"number":(\d+)\}/g))
      hear(Number(number));
  });
  answer.on("error", () => undefined);
  return answer;
}

/** What PostgreSQL itself takes, in the same run. */
async function bareNotices(url: string): Promise<{ p50: number; p95: number }> {
  const [listener, teller] = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ];
  await Promise.all([listener.connect(), teller.connect()]);
  await listener.query("LISTEN bench_bare");
  const samples: number[] = [];
  for (let notice = 0; notice < BARE_NOTICES; notice++) {
    const start = performance.now();
    const had = once(listener, "notification");
    await teller.query("NOTIFY bench_bare");
    await had;
    samples.push(performance.now() - start);
  }
  await Promise.all([listener.end(), teller.end()]);
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}
