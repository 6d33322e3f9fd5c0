/** What every place for the journal's anchors does, whichever product it is. */
import { describe, expect, test } from "vitest";
import type { AnchorStore } from "../../server/ports/anchor-store.ts";

const nameOf = (day: string, id: number) => `${day}/${String(id).padStart(15, "0")}-${"ab".repeat(32)}`;

/** Registers the suite. `make` gives an empty place, which nobody else uses; `aDay` is how many it is given for each of two days. */
export function anchorStoreContract(name: string, make: () => Promise<AnchorStore>, aDay = 1100): void {
  describe(`a place for anchors: ${name}`, () => {
    test("HISTORY-2 has none before the first, and is made by it", async () => {
      const store = await make();
      expect([await store.days(), await store.list(), await store.list("2026-01-01")]).toEqual([[], [], []]);
      await store.add(nameOf("2026-01-01", 1), "one\n");
      expect([await store.days(), await store.list()]).toEqual([["2026-01-01"], [nameOf("2026-01-01", 1)]]);
    });

    test("HISTORY-2 never rewrites one that is there", async () => {
      const store = await make();
      await store.add(nameOf("2026-01-01", 7), "first\n");
      await store.add(nameOf("2026-01-01", 7), "second\n");
      expect(await store.read(nameOf("2026-01-01", 7))).toBe("first\n");
      expect(await store.list()).toHaveLength(1);
    });

    test("HISTORY-2 takes them from several processes at once, also the same one", async () => {
      const store = await make();
      const ids = [1, 2, 2, 2, 3, 3];
      await Promise.all(ids.map((id) => store.add(nameOf("2026-01-01", id), `${id}\n`)));
      expect(await store.list()).toEqual([1, 2, 3].map((id) => nameOf("2026-01-01", id)));
      expect(await store.read(nameOf("2026-01-01", 2))).toBe("2\n");
    });

    test(`HISTORY-2 lists ${2 * aDay} of them, in the order of their days and numbers`, async () => {
      const store = await make();
      const names = ["2026-01-09", "2026-01-10"].flatMap((day, which) =>
        Array.from({ length: aDay }, (_, i) => nameOf(day, which * aDay + i + 1)),
      );
      await store.add(names[0] ?? "", "x\n");
      const waiting = names.slice(1).reverse();
      const add = async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await store.add(next, "x\n");
      };
      await Promise.all(Array.from({ length: 16 }, add));
      expect(await store.days()).toEqual(["2026-01-09", "2026-01-10"]);
      expect(await store.list()).toEqual(names);
      expect(await store.list("2026-01-10")).toEqual(names.slice(aDay));
    });
  });
}
