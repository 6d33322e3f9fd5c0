/** A load is made of what the portal itself would accept, and stands where its rules would put it. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isSiren } from "../../../domain/order/fields.ts";
import { ORDER_STATUSES, orderInformationSchema, subscriberSchema } from "../../../domain/order/order.ts";
import { PRIORITIES, priorityOf } from "../../../domain/order/priority.ts";
import { createTestDatabase, type TestDatabase } from "../../../tests/builders/test-database.ts";
import { readCertificate } from "../../certificates/read-certificate.ts";
import { checkChain } from "../../journal/journal-store.ts";
import { type Database, openDatabase } from "../../platform/database.ts";
import { fillInBulk } from "./fill-in-bulk.ts";

const LOAD = { orders: 2000, seed: 7, now: new Date("2026-03-17T14:05:00Z") };

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await fillInBulk(database.ownerUrl, LOAD);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const countOf = async (table: "orders" | "certificate" | "registration_authority" | "client") =>
  (
    await db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow()
  ).count;

describe("a load of 2000 orders", () => {
  test("has as many orders as asked for, of six authorities and twelve clients", async () => {
    expect(await countOf("orders")).toBe(2000);
    expect(await countOf("registration_authority")).toBe(6);
    expect(await countOf("client")).toBe(12);
  });

  test("is entered as a subscriber would: every form is one that the intake accepts", async () => {
    const orders = await db.selectFrom("orders").select(["information", "siren"]).execute();
    for (const { information, siren } of orders) {
      expect(orderInformationSchema.parse(information)).toEqual(information);
      expect(isSiren(siren)).toBe(true);
    }
    const subscribers = await db.selectFrom("subscriber").selectAll().execute();
    for (const row of subscribers)
      subscriberSchema.parse({
        accountId: row.account_id,
        familyName: row.family_name,
        givenName: row.given_name,
        email: row.email,
        mobile: row.mobile,
      });
  });

  test("is skewed: one client has most orders, most orders are delivered, few are of the last month", async () => {
    const shares = await sql<{ delivered: number; recent: number; largest: number; digital: number }>`
      SELECT avg((status = 'delivered')::int)::float8 AS delivered,
        avg((created_at > ${LOAD.now}::timestamptz - interval '30 days')::int)::float8 AS recent,
        avg((process = 'digital')::int)::float8 AS digital,
        avg((client.code = 'CERTEUROPE V4')::int)::float8 AS largest
      FROM orders JOIN client ON client.id = orders.client_id`.execute(db);
    const [share] = shares.rows;
    expect(share?.delivered).toBeGreaterThan(0.92);
    expect(share?.delivered).toBeLessThan(0.97);
    expect(share?.recent).toBeGreaterThan(0.01);
    expect(share?.recent).toBeLessThan(0.03);
    expect(share?.largest).toBeGreaterThan(0.45);
    expect(share?.digital).toBeGreaterThan(0.75);
  });

  test("has orders in every status, names of two letters and names with marks", async () => {
    const statuses = await db.selectFrom("orders").select("status").distinct().execute();
    expect(new Set(statuses.map((row) => row.status))).toEqual(new Set(ORDER_STATUSES));
    const names = await db.selectFrom("orders").select("holder_family_name as name").distinct().execute();
    for (const kind of [/^..$/, /[éèïöü]/i, /-/, /'/])
      expect(names.filter(({ name }) => kind.test(name)).length).toBeGreaterThan(0);
  });

  test("numbers orders as they came in, in office hours and never in the future", async () => {
    const orders = await db.selectFrom("orders").select(["number", "created_at"]).orderBy("number").execute();
    const times = orders.map((row) => row.created_at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(LOAD.now.getTime());
    for (const { created_at: at } of orders) expect([0, 6]).not.toContain(at.getUTCDay());
  });

  test("gives each generated order one certificate that can be read", async () => {
    const generated = await sql<{ orders: number; certificates: number; revoked: number; expired: number }>`
      SELECT count(*) AS orders, count(c.number) AS certificates, count(c.revoked_at) AS revoked,
        count(*) FILTER (WHERE c.not_after < ${LOAD.now}) AS expired
      FROM orders o LEFT JOIN certificate c ON c.order_number = o.number
      WHERE o.status IN ('toDeliver', 'delivered')`.execute(db);
    const [found] = generated.rows;
    expect(found?.certificates).toBe(found?.orders);
    expect(await countOf("certificate")).toBe(found?.orders);
    expect(found?.revoked).toBeGreaterThan(0);
    expect(found?.expired).toBeGreaterThan(0);
    const row = await db.selectFrom("certificate").select("der").limit(1).executeTakeFirstOrThrow();
    expect(readCertificate(row.der).serialNumber).toMatch(/^[0-9a-f]+$/);
  });

  test("LIST-2: each order has the priority that the rule gives it", async () => {
    const orders = await db.selectFrom("orders").selectAll().execute();
    const certificates = await db.selectFrom("certificate").selectAll().execute();
    const bySubscriber = Map.groupBy(certificates, (row) => row.subscriber_id);
    const found = new Set<string>();
    for (const order of orders) {
      const held = (bySubscriber.get(order.subscriber_id) ?? []).map((row) => ({
        notBefore: row.not_before,
        notAfter: row.not_after,
        revokedAt: row.revoked_at ?? undefined,
      }));
      const { priority, expiresAt } = priorityOf(order.status, held, LOAD.now);
      expect(PRIORITIES[order.priority]).toBe(priority);
      if (expiresAt) expect(order.priority_until).toEqual(expiresAt);
      found.add(priority);
    }
    for (const priority of ["expired", "none", "valid", "over"]) expect(found).toContain(priority);
  });

  test("leaves the journal's chain whole", async () => {
    expect(await checkChain(db)).toEqual({ entries: 0, broken: null });
  });

  test("leaves indexes and keys as the migrations made them", async () => {
    const shape = sql<{ line: string }>`
      SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace ORDER BY 1`;
    const untouched = await createTestDatabase();
    const fresh = openDatabase(untouched.url, { max: 1 });
    expect((await shape.execute(db)).rows).toEqual((await shape.execute(fresh)).rows);
    await fresh.destroy();
    await untouched.drop();
  });

  test("is refused by a database that holds orders, and changes nothing there", async () => {
    await expect(fillInBulk(database.ownerUrl, { ...LOAD, orders: 10 })).rejects.toThrow(
      "déjà des commandes",
    );
    expect(await countOf("orders")).toBe(2000);
  });

  test("comes out the same for the same seed, and otherwise for another", async () => {
    const namesOf = async (url: string) => {
      const other = openDatabase(url, { max: 1 });
      const rows = await other
        .selectFrom("orders")
        .leftJoin("certificate", "certificate.order_number", "orders.number")
        .select([
          "orders.number",
          "orders.holder_search",
          "portu_id",
          "status",
          "not_before",
          "serial_number",
        ])
        .select("orders.priority")
        .orderBy("orders.number")
        .execute();
      await other.destroy();
      return rows;
    };
    const [same, different] = [await createTestDatabase(), await createTestDatabase()];
    await fillInBulk(same.ownerUrl, LOAD);
    await fillInBulk(different.ownerUrl, { ...LOAD, seed: 8 });
    expect(await namesOf(same.url)).toEqual(await namesOf(database.url));
    expect(await namesOf(different.url)).not.toEqual(await namesOf(database.url));
    await same.drop();
    await different.drop();
  });
});
