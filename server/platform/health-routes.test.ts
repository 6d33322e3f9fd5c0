import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal({}, { RATE_LIMIT_PER_MINUTE: "60" });
});
afterAll(() => portal.close());

describe("OPS-13 the questions of whoever runs the process", () => {
  test("are answered however often they are asked, with what each part says", async () => {
    const statuses = new Set<number>();
    for (let asked = 0; asked < 70; asked += 1)
      for (const url of ["/healthz", "/readyz"]) statuses.add((await portal.app.inject(url)).statusCode);
    expect([...statuses]).toEqual([200]);
    const ready = await portal.app.inject("/readyz");
    expect(ready.json()).toMatchObject({ database: "ok", jobs: "ok", live: "ok", files: "ok" });
  });
});
