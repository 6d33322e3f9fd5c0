/** Exports that are long, interrupted, refused or broken. */
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { copyOrder, download, journalledExports } from "../../tests/builders/exports.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { openSession } from "../access/session-store.ts";
import { exportOrders } from "../orders/export-orders.ts";
import { inTransaction } from "../platform/database.ts";
import { readALittle, until } from "../platform/xlsx/testing.ts";

const ORDERS = 20_001;

let portal: TestPortal;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  const intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
  await copyOrder(portal, await createOrder(intake, anOrder(), "created"), ORDERS - 1);
});
afterAll(() => portal.close());
afterEach(() => until(async () => (await openCursors()) === 0));

/** Connections that are reading for an export, or forgot to stop. */
async function openCursors(): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()
      AND query ILIKE '%holder_email%' AND state <> 'idle'`.execute(portal.services.db);
  return found.rows[0]?.count ?? 0;
}

const exported = async () => (await journalledExports(portal)).length;
const begin = () => exportOrders(portal.services, operator, { sort: "number", direction: "asc" });

describe("EXPORT-2 a long export", () => {
  test("gives every row once, in the sort shown", async () => {
    const { rows, answer } = await download(operator, "/api/orders/export?sort=createdAt&direction=asc");
    expect(answer.headers["x-total-rows"]).toBe(String(ORDERS));
    const times = rows.map((row) => Number(row[8]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(rows.map((row) => row[0])).size).toBe(ORDERS);
  });

  test("shows the list as it was at one moment, whatever changes meanwhile", async () => {
    const { content } = await begin();
    await new Promise((resolve) => content.once("readable", resolve));
    await sql`UPDATE orders SET status = 'cancelled'`.execute(portal.services.db);
    for await (const _ of content);
    await sql`UPDATE orders SET status = 'incomplete'`.execute(portal.services.db);
    expect((await journalledExports(portal)).at(-1)).toMatchObject({ rows: ORDERS });
  });

  test("reads on only as its reader does, and stops with it: the journal has the rows given so far", async () => {
    const before = await exported();
    const { content, total } = await begin();
    expect(total).toBe(ORDERS);
    await readALittle(content);
    await until(async () => (await exported()) > before);
    const entry = (await journalledExports(portal)).at(-1);
    expect(entry?.rows).toBeGreaterThan(0);
    expect(entry?.rows).toBeLessThan(ORDERS);
  });

  test("stops when the browser goes away", async () => {
    const before = await exported();
    const address = await portal.app.listen({ port: 0, host: "127.0.0.1" });
    expect((portal.app.server.address() as AddressInfo).port).toBeGreaterThan(0);
    const token = await inTransaction(portal.services.db, (trx) =>
      openSession(trx, {
        operatorId: operator.id,
        roles: ["RA_INTERNAL"],
        perimeter: operator.perimeter,
        idToken: "",
        providerSid: undefined,
        at: portal.services.clock.now(),
      }),
    );
    const gone = new AbortController();
    const answer = await fetch(`${address}/api/orders/export`, {
      headers: { cookie: `portail_session=${token}` },
      signal: gone.signal,
    });
    expect(answer.status).toBe(200);
    gone.abort();
    await until(async () => (await exported()) > before);
  });
});

describe("EXPORT-2 the connections of the pool", () => {
  test("are not all taken by exports: one too many is told to come back, and finds a place later", async () => {
    const taken = await Promise.all([begin(), begin(), begin(), begin()]);
    await expect(begin()).rejects.toMatchObject({ code: "tooManyRequests" });
    expect((await operator.request("GET", "/api/orders/export")).status).toBe(429);
    // The screens of everybody go on.
    expect((await operator.request("GET", "/api/orders")).status).toBe(200);
    for (const { content } of taken) content.destroy();
    await until(() => taken.every(({ content }) => content.closed));
    expect((await download(operator, "/api/orders/export?number=1")).rows).toEqual([]);
  });

  test("come back when an export is dropped before it was read", async () => {
    for (let i = 0; i < 15; i += 1) {
      const { content } = await begin();
      content.destroy();
      await until(() => content.closed);
    }
    await pause(50);
    expect((await operator.request("GET", "/api/orders")).status).toBe(200);
  });
});

describe("HISTORY-2 a file without its entry in the journal", () => {
  test("does not leave whole", async () => {
    await portal.asOwner("ALTER TABLE journal_head RENAME TO journal_head_away");
    try {
      const { content } = await exportOrders(portal.services, operator, { number: "1" });
      await expect(content.toArray()).rejects.toThrow(/journal_head/);
    } finally {
      await portal.asOwner("ALTER TABLE journal_head_away RENAME TO journal_head");
    }
  });
});
