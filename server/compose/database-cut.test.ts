/** A portal, in a process of its own, whose connections to the database are cut while it works. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { type PortalBeside, startPortalBeside } from "../../tests/builders/portal-beside.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { SEALING_SECRET } from "../../tests/builders/test-ledger.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { type Database, openDatabase } from "../platform/database.ts";

const WRITERS = 20;
const CUTS = 20;

let database: TestDatabase;
let before: TestPortal;
let operator: SignedInOperator;
let number: number;
let portal: PortalBeside;
/** As whoever may end everybody's sessions. */
let administrator: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  before = await createTestPortal({}, { SEALING_SECRET }, database);
  operator = await signIn(before, "RA_INTERNAL");
  number = await createOrder(await createAuthority(before), anOrder(), "created");
  portal = await startPortalBeside(database);
  administrator = openDatabase(database.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await portal.stop();
  await administrator.destroy();
  await before.close();
  await database.drop();
});

/** Every session on this database but the administrator's: requests, jobs, listeners. Gives how many. */
async function cutEverything(): Promise<number> {
  const { rows } = await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(administrator);
  return rows.length;
}

const get = (path: string) => portal.call(operator.cookie, "GET", path);

async function isReady(): Promise<boolean> {
  return (await get("/readyz")).status === 200;
}

describe("OPS-10 OPS-11 connections that are cut again and again while twenty write", () => {
  test("end no process, lose nothing that was acknowledged, and leave every request answered", async () => {
    const acknowledged: string[] = [];
    const statuses = new Set<number>();
    let isOver = false;
    const write = async (writer: number) => {
      for (let i = 0; !isOver; i += 1) {
        const text = `commentaire ${writer}-${i}`;
        const answer = await portal.call(operator.cookie, "POST", `/api/orders/${number}/comments`, { text });
        statuses.add(answer.status);
        if (answer.status === 200) acknowledged.push(text);
        else {
          expect(answer.retryAfter).toBe("5");
          expect(answer.body).toMatchObject({ code: "unavailable", unknownResult: true });
        }
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    for (let cut = 0; cut < CUTS; cut += 1) {
      const already = acknowledged.length;
      // In the middle of what is being written, each time.
      await expect
        .poll(() => acknowledged.length, { timeout: 20_000, interval: 10 })
        .toBeGreaterThan(already);
      await expect.poll(cutEverything, { timeout: 20_000, interval: 10 }).toBeGreaterThan(0);
    }
    isOver = true;
    await Promise.all(writers);

    expect([...statuses].toSorted()).toEqual([200, 503]);
    expect((await get("/healthz")).status).toBe(200);
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
    const { rows } = await sql<{
      text: string;
    }>`SELECT text FROM comment WHERE order_number = ${number}`.execute(administrator);
    const kept = new Set(rows.map(({ text }) => text));
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    process.kill(portal.pid, 0);
  });
});

describe("OPS-11 an open page whose process lost its listener", () => {
  test("is told that it may have missed something, and then hears again", async () => {
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
    const abort = new AbortController();
    const channel = await fetch(`${portal.url}/api/events`, {
      headers: { cookie: operator.cookie },
      signal: abort.signal,
    });
    let heard = "";
    const read = async () => {
      const decoder = new TextDecoder();
      for await (const chunk of channel.body ?? [])
        heard += decoder.decode(chunk as Uint8Array, { stream: true });
    };
    read().catch(() => undefined);
    await cutEverything();
    await expect.poll(() => heard, { timeout: 20_000 }).toContain("event: noticesMissed");
    await expect
      .poll(
        async () =>
          (await portal.call(operator.cookie, "POST", `/api/orders/${number}/comments`, { text: "encore" }))
            .status,
        { timeout: 20_000 },
      )
      .toBe(200);
    await expect.poll(() => heard).toContain("event: orderChanged");
    abort.abort();
  });
});
