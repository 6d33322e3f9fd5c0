import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "../../domain/access/permissions.ts";
import { type HistoryExport, historyExportSchema } from "../../domain/history/history-export.ts";
import { canonicalEntry, GENESIS_HASH } from "../../domain/journal/canonical.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { checkChain } from "../journal/journal-store.ts";
import { sha256 } from "../platform/secrets.ts";
import { checkHistory } from "./history-export.ts";

let portal: TestPortal;
let operator: SignedInOperator;
let number: number;
beforeAll(async () => {
  portal = await createTestPortal();
  const intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
  // Another order's entries lie between those of this one.
  const orders = await Promise.all([createOrder(intake, anOrder()), createOrder(intake, anOrder())]);
  number = orders[0];
  for (const order of orders)
    await operator.request("POST", `/api/orders/${order}/comments`, { text: "Vu « é » \u2028 \\" });
  // And these two stand side by side in the journal.
  for (const text of ["Deux", "Trois"])
    await operator.request("POST", `/api/orders/${number}/comments`, { text });
});
afterAll(() => portal.close());

const fetchExport = (who: SignedInOperator) => who.request("GET", `/api/orders/${number}/history/export`);

async function exported(): Promise<HistoryExport> {
  return historyExportSchema.parse((await fetchExport(operator)).body);
}

describe("HISTORY-2 the export of an order's history", () => {
  test("is a file with its entries, whose hashes are those of the journal and can be recomputed", async () => {
    const answer = await fetchExport(operator);
    expect(answer.headers["content-disposition"]).toBe(`attachment; filename="historique-${number}.json"`);
    const history = historyExportSchema.parse(answer.body);
    expect(checkHistory(history)).toEqual({ entries: history.entries.length, broken: null });
    const stored = await portal.services.db
      .selectFrom("journal")
      .select("hash")
      .where("order_number", "=", number)
      .orderBy("id")
      .execute();
    // The last one is the export itself.
    expect(stored.slice(0, -1)).toEqual(history.entries.map(({ hash }) => ({ hash })));
  });

  test("is an entry of the history itself, and the chain still holds", async () => {
    const { entries } = await exported();
    const [newest] = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(newest.event).toEqual({ type: "historyExported", entries: entries.length });
    expect((await checkChain(portal.services.db)).broken).toBeNull();
  });

  test.each(ROLES)("is there for every reader: %s", async (role) => {
    expect((await fetchExport(await signIn(portal, role))).status).toBe(200);
  });

  test("is not there for whoever may not see the order", async () => {
    const outsider = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    expect((await fetchExport(outsider)).status).toBe(404);
  });
});

describe("HISTORY-2 checking an export names the first entry", () => {
  type Entry = HistoryExport["entries"][number];
  const itemAt = (entries: Entry[], index: number): Entry => {
    const entry = entries[index];
    if (!entry) throw new Error("too short");
    return entry;
  };
  const altered = async (index: number, change: (entry: Entry) => Partial<Entry>) => {
    const history = await exported();
    const entries = history.entries.map((entry, i) => (i === index ? { ...entry, ...change(entry) } : entry));
    const id = history.entries[index]?.id;
    return { check: checkHistory({ ...history, entries }), id };
  };

  test.each<[string, (entry: Entry) => Partial<Entry>]>([
    ["name", () => ({ actorName: "Quelqu'un d'autre" })],
    ["time", () => ({ at: "2020-01-01T00:00:00.000Z" })],
    ["actor", () => ({ actorId: "x" })],
    ["event", () => ({ event: { type: "commentAdded", text: "Autre" } })],
    ["hash", () => ({ hash: "0".repeat(64) })],
  ])("whose %s was changed", async (_, change) => {
    const { check, id } = await altered(2, change);
    expect(check.broken).toEqual({ id, why: "changed" });
  });

  /** The place of the first entry whose one before is that of the journal too. */
  const besides = ({ entries }: HistoryExport) =>
    entries.findIndex(({ id }, index) => index > 0 && entries[index - 1]?.id === id - 1);
  const rehashed = ({ hash: _, ...entry }: Entry): Entry => ({
    ...entry,
    hash: sha256(canonicalEntry(entry)),
  });

  test("that is not chained to the one before it, though its own hash holds", async () => {
    const history = await exported();
    const index = besides(history);
    const entries = history.entries.with(
      index,
      rehashed({ ...itemAt(history.entries, index), previousHash: "5a".repeat(32) }),
    );
    expect(checkHistory({ ...history, entries })).toEqual({
      entries: index,
      broken: { id: history.entries[index]?.id, why: "not chained" },
    });
  });

  test("after one that was rewritten together with its hash", async () => {
    const history = await exported();
    const index = besides(history);
    const before = itemAt(history.entries, index - 1);
    const entries = history.entries.with(index - 1, rehashed({ ...before, actorName: "Quelqu'un d'autre" }));
    expect(checkHistory({ ...history, entries }).broken).toEqual({
      id: history.entries[index]?.id,
      why: "not chained",
    });
  });

  test("that is chained to nothing though it is the first of the whole journal", async () => {
    const history = await exported();
    const first = itemAt(history.entries, 0);
    const check = (previousHash: string) =>
      checkHistory({ ...history, entries: [rehashed({ ...first, id: 1, previousHash })] }).broken;
    expect(check(GENESIS_HASH)).toBeNull();
    expect(check("5a".repeat(32))).toEqual({ id: 1, why: "not chained" });
  });

  test("that stands there twice", async () => {
    const history = await exported();
    const [first, ...others] = history.entries;
    if (!first) throw new Error("too short");
    expect(checkHistory({ ...history, entries: [first, first, ...others] }).broken).toEqual({
      id: first.id,
      why: "out of order",
    });
  });

  test("that belongs to another order, or stands out of its place", async () => {
    const { check, id } = await altered(1, () => ({ orderNumber: number + 1 }));
    expect(check.broken).toEqual({ id, why: "of another order" });
    const history = await exported();
    const [first, second, ...others] = history.entries;
    if (!first || !second) throw new Error("too short");
    expect(checkHistory({ ...history, entries: [second, first, ...others] }).broken).toEqual({
      id: first.id,
      why: "out of order",
    });
  });
});
