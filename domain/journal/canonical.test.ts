/** The bytes that are hashed: the same for the same entry, others for any other (HISTORY-2). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalEntry, GENESIS_HASH, type HashedEntry } from "./canonical.ts";

const entry = (over: Partial<HashedEntry> = {}): HashedEntry => ({
  id: 1,
  at: "2025-05-12T13:42:00.000Z",
  actorKind: "operator",
  actorId: "7d0f3f0e",
  actorName: "Jean Bonbeurre",
  orderNumber: 5144,
  event: { type: "commentAdded", text: "Vu" },
  previousHash: GENESIS_HASH,
  ...over,
});

/** A copy whose members were inserted in the opposite order, at every depth. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe("HISTORY-2 the canonical form of an entry", () => {
  test("is written out once for all: another form would break every chain that exists", () => {
    expect(canonicalEntry(entry())).toBe(
      `{"actorId":"7d0f3f0e","actorKind":"operator","actorName":"Jean Bonbeurre","at":"2025-05-12T13:42:00.000Z",` +
        `"event":{"text":"Vu","type":"commentAdded"},"id":1,"orderNumber":5144,"previousHash":"${GENESIS_HASH}"}`,
    );
  });

  test("does not depend on the order of the members", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(canonicalEntry(entry({ event: reversed(event) }))).toBe(canonicalEntry(entry({ event })));
      }),
    );
  });

  test("survives being written as JSON and read again, as the database does", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        const stored: unknown = JSON.parse(JSON.stringify(event));
        expect(canonicalEntry(entry({ event: stored }))).toBe(canonicalEntry(entry({ event })));
      }),
    );
  });

  test("is JSON that says the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        const parsed: unknown = JSON.parse(canonicalEntry(entry({ event })));
        expect(parsed).toEqual(JSON.parse(JSON.stringify(entry({ event }))));
      }),
    );
  });

  test.each([
    ["id", { id: 2 }],
    ["time", { at: "2025-05-12T13:42:00.001Z" }],
    ["kind of actor", { actorKind: "system" }],
    ["actor", { actorId: "7d0f3f0f" }],
    ["name", { actorName: "Jean Bonbeure" }],
    ["order", { orderNumber: 5145 }],
    ["absence of an order", { orderNumber: null }],
    ["event", { event: { type: "commentAdded", text: "vu" } }],
    ["entry before", { previousHash: "1".repeat(64) }],
  ] satisfies [string, Partial<HashedEntry>][])("another %s gives another form", (_, over) => {
    expect(canonicalEntry(entry(over))).not.toBe(canonicalEntry(entry()));
  });

  test("a number and the same digits as text are not the same", () => {
    expect(canonicalEntry(entry({ event: { n: 1 } }))).not.toBe(canonicalEntry(entry({ event: { n: "1" } })));
  });
});
