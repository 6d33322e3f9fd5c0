/** Open pages hear of the orders that change, of those they may see, and of nothing else. */
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let intake: Intake;
let elsewhere: Intake;
let base: string;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal, "AE1");
  elsewhere = await createAuthority(portal, "AE2");
  await portal.app.listen({ host: "127.0.0.1", port: 0 });
  base = `http://127.0.0.1:${(portal.app.server.address() as AddressInfo).port}`;
});
afterAll(() => portal.close());

/** Opens the channel; `heard` grows as events arrive. */
async function listen(cookie: string) {
  const abort = new AbortController();
  const answer = await fetch(`${base}/api/events`, { headers: { cookie }, signal: abort.signal });
  const heard: number[] = [];
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? [])
      for (const [, data] of decoder.decode(chunk as Uint8Array, { stream: true }).matchAll(/data: (.*)\n/g))
        heard.push((JSON.parse(data ?? "") as { number: number }).number);
  };
  read().catch(() => undefined);
  return { answer, heard, stop: () => abort.abort() };
}

describe("LIST-8 the live channel", () => {
  test("ROLE-2 tells each page of the orders within its perimeter, by their number alone", async () => {
    const internal = await signIn(portal, "RA_INTERNAL");
    const external = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    const all = await listen(internal.cookie);
    const some = await listen(external.cookie);
    expect(all.answer.headers.get("content-type")).toContain("text/event-stream");

    const first = await createOrder(intake, anOrder({ client: "AE1-C1" }), "created");
    const second = await createOrder(elsewhere, anOrder({ client: "AE2-C1" }), "created");
    await expect.poll(() => all.heard).toEqual([first, second]);
    await expect.poll(() => some.heard).toEqual([second]);
    all.stop();
    some.stop();
  });

  test("is for operators who are signed in", async () => {
    const answer = await fetch(`${base}/api/events`);
    expect(answer.status).toBe(401);
  });

  test("says nothing of an operation that was refused", async () => {
    const internal = await signIn(portal, "RA_INTERNAL");
    const number = await createOrder(intake, anOrder({ client: "AE1-C1" }), "created");
    const channel = await listen(internal.cookie);
    const refused = await internal.request("POST", `/api/orders/${number}/delivery`, { version: 1 });
    expect(refused.status).toBe(409);
    const next = await createOrder(intake, anOrder({ client: "AE1-C1" }), "created");
    await expect.poll(() => channel.heard).toEqual([next]);
    channel.stop();
  });
});
