import { beforeEach, describe, expect, test } from "vitest";
import { createDraftStore, DRAFTS_LAST_DAYS } from "./draft-store.ts";

const START = new Date("2026-11-25T09:32:00Z");
const daysLater = (days: number) => new Date(START.getTime() + days * 86_400_000);

/** What a browser keeps, in memory. */
function memory(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
}

const aKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
const contents = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, i) => storage.getItem(storage.key(i) ?? "")).join("\n");

let storage: Storage;
let key: CryptoKey;
const storeAt = (now: Date, as = { operatorId: "1", key }) =>
  createDraftStore({ storage, ...as, now: () => now });
beforeEach(async () => {
  storage = memory();
  key = await aKey();
});

describe("DETAIL-8 drafts kept in the browser", () => {
  test("come back after a reload, each at its place, with the time they were typed", async () => {
    const store = storeAt(START);
    await store.keep(5144, "comment", "À rappeler");
    await store.keep(5144, "information", { city: "Paris" });
    const reloaded = storeAt(daysLater(1));
    expect(await reloaded.read(5144, "comment")).toEqual({ value: "À rappeler", at: START.toISOString() });
    expect((await reloaded.read(5144, "information"))?.value).toEqual({ city: "Paris" });
    expect(await reloaded.read(5145, "comment")).toBeUndefined();
  });

  test("are not to be read in what the browser stores", async () => {
    await storeAt(START).keep(5144, "comment", "Anatolie Fleury");
    expect(contents(storage)).not.toMatch(/Anatolie|Fleury/);
    expect(contents(storage)).not.toContain(btoa("Anatolie Fleury").slice(0, 10));
  });

  test("do not open with another operator's key, nor when moved to another place or made younger", async () => {
    const store = storeAt(START);
    await store.keep(5144, "comment", "à moi");
    const theirs = { operatorId: "1", key: await aKey() };
    expect(await storeAt(START, theirs).read(5144, "comment")).toBeUndefined();
    expect(await storeAt(START, { operatorId: "2", key }).read(5144, "comment")).toBeUndefined();
    const name = storage.key(0) ?? "";
    const text = storage.getItem(name) ?? "";
    storage.setItem(name.replace("5144", "5145"), text);
    expect(await store.read(5145, "comment")).toBeUndefined();
    storage.setItem(name, text.replace(START.toISOString(), daysLater(1).toISOString()));
    expect(await store.read(5144, "comment")).toBeUndefined();
  });

  test("are gone once forgotten, even while one is still being sealed", async () => {
    const store = storeAt(START);
    const keeping = store.keep(5144, "comment", "envoyé");
    store.forget(5144, "comment");
    await keeping;
    expect(storage.length).toBe(0);
  });

  test("keep the last of many keystrokes", async () => {
    const store = storeAt(START);
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.keep(5144, "comment", "x".repeat(i + 1))));
    expect((await store.read(5144, "comment"))?.value).toBe("x".repeat(50));
  });

  test("expire after 14 days, whoever comes then", async () => {
    await storeAt(START).keep(5144, "comment", "ancien");
    const store = storeAt(daysLater(DRAFTS_LAST_DAYS));
    expect((await store.read(5144, "comment"))?.value).toBe("ancien");
    storeAt(new Date(daysLater(DRAFTS_LAST_DAYS).getTime() + 1), { operatorId: "2", key: await aKey() });
    expect(storage.length).toBe(0);
  });

  test("that are no drafts any more are cleared away; what is not a draft stays", async () => {
    storage.setItem("portail-ae.draft.1.5144.comment", "{");
    storage.setItem("portail-ae.language", "fr");
    expect(await storeAt(START).read(5144, "comment")).toBeUndefined();
    expect(storage.length).toBe(1);
  });

  test("say when the browser is full", async () => {
    storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(await storeAt(START).keep(5144, "comment", "x")).toBe(false);
  });
});
