import { describe, expect, test } from "vitest";
import { readiness } from "./readiness.ts";

const ok = async () => undefined;

describe("OPS-13 readiness", () => {
  test("names every part, those that are not there too, and does not wait for one that is silent", async () => {
    const begun = performance.now();
    const found = await readiness({
      database: ok,
      jobs: () => Promise.reject(new Error("away")),
      live: () => new Promise(() => undefined),
      files: async () => "ok",
    });
    expect(found).toEqual({
      isReady: false,
      parts: { database: "ok", jobs: "unreachable", live: "unreachable", files: "ok" },
    });
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  test("a store that is full is told, and what is there can still be worked with", async () => {
    expect(await readiness({ database: ok, files: async () => "full" })).toEqual({
      isReady: true,
      parts: { database: "ok", files: "full" },
    });
  });
});
