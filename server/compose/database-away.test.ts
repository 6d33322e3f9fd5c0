/** A portal, in a process of its own, whose database is paused, then killed, then there again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { type OwnPostgres, startOwnPostgres } from "../../tests/builders/own-postgres.ts";
import { type PortalBeside, startPortalBeside } from "../../tests/builders/portal-beside.ts";
import { SEALING_SECRET } from "../../tests/builders/test-ledger.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let postgres: OwnPostgres;
let before: TestPortal;
let operator: SignedInOperator;
let number: number;
let portal: PortalBeside;
/** Ends what was started, however far the start came. */
const ending: (() => Promise<void>)[] = [];
beforeAll(async () => {
  postgres = await startOwnPostgres();
  ending.push(() => postgres.stop());
  before = await createTestPortal({}, { SEALING_SECRET }, postgres.database);
  ending.push(() => before.close());
  operator = await signIn(before, "RA_INTERNAL");
  number = await createOrder(await createAuthority(before), anOrder(), "created");
  portal = await startPortalBeside(postgres.database);
  ending.push(() => portal.stop());
});
afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

const get = (path: string) => portal.call(operator.cookie, "GET", path);
const comment = (text: string) =>
  portal.call(operator.cookie, "POST", `/api/orders/${number}/comments`, { text });

const ready = { database: "ok", jobs: "ok", live: "ok", files: "ok" };

async function isBack(): Promise<void> {
  await expect
    .poll(async () => (await get("/readyz")).body, { timeout: 40_000, interval: 200 })
    .toMatchObject(ready);
  await expect.poll(async () => (await comment("de retour")).status, { timeout: 20_000 }).toBe(200);
}

describe("OPS-11 OPS-13 while the database says nothing", () => {
  test("requests are answered 503 within five seconds, the process says what it misses, and all comes back", async () => {
    await isBack();
    await postgres.signal("SIGSTOP");
    const answers = await Promise.all([
      ...Array.from({ length: 15 }, () => get(`/api/orders/${number}`)),
      ...Array.from({ length: 15 }, (_, index) => comment(`pendant ${index}`)),
    ]);
    const later = await Promise.all([get("/api/orders?createdFrom=1970-01-01"), comment("ensuite")]);
    for (const answer of [...answers, ...later]) {
      expect(answer).toMatchObject({ status: 503, retryAfter: "5", body: { code: "unavailable" } });
      expect(answer.ms).toBeLessThan(5000);
    }
    const probe = await get("/readyz");
    expect(probe.status).toBe(503);
    expect(probe.body).toMatchObject({ database: "unreachable", jobs: "unreachable" });
    expect(probe.ms).toBeLessThan(3000);
    expect((await get("/healthz")).status).toBe(200);
    await postgres.signal("SIGCONT");
    await isBack();
  });

  test("and after it was killed and started again", async () => {
    await isBack();
    await postgres.signal("SIGKILL");
    expect([200, 503]).toContain((await comment("pendant la panne")).status);
    await isBack();
    expect((await get("/healthz")).status).toBe(200);
  });
});
