/** One at a time across processes, each of which has its own pool. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";
import { Gate } from "../../tests/doubles/gate.ts";
import { type Database, inTransaction, openDatabase } from "./database.ts";
import { Turns, TurnTakenError } from "./turns.ts";

let database: TestDatabase;
const pools: Database[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const db of pools.splice(0)) await db.destroy();
  await database.drop();
});

function process(waitSeconds = 30): { turns: Turns; db: Database } {
  const db = openDatabase(database.url, { max: 2 });
  pools.push(db);
  return { turns: new Turns(db, { waitSeconds }), db };
}

/** As a process left it that died while it was at it, this long ago. */
const leave = (name: string, seconds: number) =>
  database.asOwner(
    `INSERT INTO turn VALUES ('${name}', gen_random_uuid(), now() + interval '${30 - seconds} seconds')`,
  );

describe("OPS-4 turns", () => {
  test("let one at a time through, of many processes and many within each", async () => {
    let inside = 0;
    let most = 0;
    const order: string[] = [];
    const work = (who: string) => async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(who);
      inside -= 1;
    };
    const [one, two, three] = [process(), process(), process()];
    await Promise.all(
      ["1", "2", "3", "4", "5"].flatMap((n) => [
        one.turns.take("a", work(`one ${n}`)),
        two.turns.take("a", work(`two ${n}`)),
        three.turns.take("a", work(`three ${n}`)),
      ]),
    );
    expect(most).toBe(1);
    expect(order).toHaveLength(15);
    expect(order.filter((who) => who.startsWith("one"))).toEqual([1, 2, 3, 4, 5].map((n) => `one ${n}`));
    expect(await one.db.selectFrom("turn").selectAll().execute()).toEqual([]);
  });

  test("of different names do not wait for each other, and hold no connection meanwhile", async () => {
    const { turns } = process();
    const gates = Array.from({ length: 6 }, () => new Gate());
    const held = gates.map((gate, i) => turns.take(`name ${i}`, () => gate.pass()));
    await Promise.all(gates.map(({ arrived }) => arrived));
    for (const gate of gates) gate.open();
    await Promise.all(held);
  });

  test("pass on when the work fails, and give what failed to its own caller alone", async () => {
    const [one, two] = [process(), process()];
    const failing = one.turns.take("a", () => Promise.reject(new Error("mine")));
    const next = one.turns.take("a", async () => "after");
    await expect(failing).rejects.toThrow("mine");
    expect(await next).toBe("after");
    expect(await two.turns.take("a", async () => "elsewhere")).toBe("elsewhere");
  });

  test("of a process that died are over by themselves, and not before", async () => {
    const { turns } = process(0);
    await leave("dead for 10 s", 10);
    await leave("dead for 31 s", 31);
    await expect(turns.take("dead for 10 s", async () => "no")).rejects.toThrow(TurnTakenError);
    expect(await turns.take("dead for 31 s", async () => "yes")).toBe("yes");
  });

  test("that passed to another process let nothing more be written", async () => {
    const [slow, other] = [process(), process()];
    const gate = new Gate();
    const write = () => inTransaction(slow.db, (trx) => slow.turns.confirm(trx, "a"));
    const late = slow.turns.take("a", async () => {
      await write();
      await gate.pass();
      await write();
    });
    await gate.arrived;
    // As if it had stood still for longer than it said it would.
    await database.asOwner("UPDATE turn SET until = now() - interval '1 second'");
    expect(await other.turns.take("a", async () => "taken over")).toBe("taken over");
    gate.open();
    await expect(late).rejects.toThrow("no longer in turn");
  });

  test("must be taken before anything is written in them", async () => {
    const { turns, db } = process();
    await leave("a", 0);
    await expect(inTransaction(db, (trx) => turns.confirm(trx, "a"))).rejects.toThrow("no longer in turn");
  });
});
