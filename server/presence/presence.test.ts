/** Who has which order open, as the API tells it and as server processes tell each other. */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PRESENCE_LASTS_MS } from "../../domain/presence/presence-api.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { type LiveEvent, startLiveEvents } from "../live/live-events.ts";
import { sweepPresence } from "./presence-store.ts";

let portal: TestPortal;
let jean: SignedInOperator;
let alain: SignedInOperator;
/** Attached to AE1. */
let aude: SignedInOperator;
/** Attached to AE2. */
let yves: SignedInOperator;
let number: number;
let elsewhere: number;
beforeAll(async () => {
  portal = await createTestPortal();
  const intake = await createAuthority(portal, "AE1");
  const otherIntake = await createAuthority(portal, "AE2");
  jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  alain = await signIn(portal, "SUPPORT", { name: "Alain Térieur" });
  aude = await signIn(portal, "AUDITOR", { name: "Aude Itrice" });
  yves = await signIn(portal, "RA_EXTERNAL", { name: "Yves Loin", registrationAuthorities: ["AE2"] });
  number = await createOrder(intake, anOrder({ client: "AE1-C1" }), "created");
  elsewhere = await createOrder(otherIntake, anOrder({ client: "AE2-C1" }), "created");
});
afterAll(() => portal.close());
beforeEach(() => portal.services.db.deleteFrom("presence").execute());
afterEach(() => portal.clock.release());

const page = () => randomBytes(16).toString("hex");
const at = (order: number, pageId: string) => `/api/orders/${order}/presence/${pageId}`;
const shown = async (operator: SignedInOperator) => (await operator.request("GET", "/api/presence")).body;

async function announce(operator: SignedInOperator, order = number, pageId = page()): Promise<string> {
  const answer = await operator.request("PUT", at(order, pageId));
  expect(answer.status).toBe(200);
  return pageId;
}

describe("COLLAB-1 an order that is open", () => {
  test("names to each operator the others who have it open", async () => {
    await announce(jean);
    await announce(alain);
    expect(await shown(jean)).toEqual([{ number, operators: ["Alain Térieur"] }]);
    expect(await shown(aude)).toEqual([{ number, operators: ["Alain Térieur", "Jean Bonbeurre"] }]);
  });

  test("COLLAB-2 counts an operator once, however many tabs, and never oneself", async () => {
    await announce(jean);
    await announce(jean);
    expect(await shown(jean)).toEqual([{ number, operators: [] }]);
    expect(await shown(alain)).toEqual([{ number, operators: ["Jean Bonbeurre"] }]);
  });

  test("COLLAB-2 counts two operators of the same name as two", async () => {
    const namesake = await signIn(portal, "SUPPORT", { name: "Jean Bonbeurre" });
    await announce(jean);
    await announce(namesake);
    expect(await shown(alain)).toEqual([{ number, operators: ["Jean Bonbeurre", "Jean Bonbeurre"] }]);
  });

  test("ROLE-3 whoever only reads has it open too", async () => {
    await announce(aude);
    expect(await shown(jean)).toEqual([{ number, operators: ["Aude Itrice"] }]);
  });
});

describe("ROLE-2 outside of the perimeter", () => {
  test("nobody sees who is on an order", async () => {
    await announce(jean);
    await announce(jean, elsewhere);
    expect(await shown(yves)).toEqual([{ number: elsewhere, operators: ["Jean Bonbeurre"] }]);
    expect(await shown(aude)).toEqual([{ number, operators: ["Jean Bonbeurre"] }]);
  });

  test("an order cannot be announced: it does not exist", async () => {
    expect((await yves.request("PUT", at(number, page()))).status).toBe(404);
    expect((await jean.request("PUT", at(999_999, page()))).status).toBe(404);
    expect(await shown(jean)).toEqual([]);
  });

  test("who is not signed in neither sees nor announces", async () => {
    expect((await portal.app.inject({ method: "GET", url: "/api/presence" })).statusCode).toBe(401);
    const { origin } = new URL(portal.services.config.publicUrl);
    const put = await portal.app.inject({ method: "PUT", url: at(number, page()), headers: { origin } });
    expect(put.statusCode).toBe(401);
  });

  test("a page that is not the portal's cannot announce", async () => {
    const put = await portal.app.inject({
      method: "PUT",
      url: at(number, page()),
      headers: { cookie: jean.cookie, origin: "https://elsewhere.example" },
    });
    expect(put.statusCode).toBe(403);
  });
});

describe("COLLAB-3 who left is gone", () => {
  test("at once when the page says so; other pages of theirs stay", async () => {
    const first = await announce(jean);
    const second = await announce(jean);
    await jean.request("DELETE", at(number, first));
    expect(await shown(alain)).toEqual([{ number, operators: ["Jean Bonbeurre"] }]);
    await jean.request("DELETE", at(number, second));
    expect(await shown(alain)).toEqual([]);
    expect((await jean.request("DELETE", at(number, second))).status).toBe(200);
  });

  test("and nobody withdraws a colleague", async () => {
    const pageId = await announce(jean);
    await alain.request("DELETE", at(number, pageId));
    expect(await shown(alain)).toEqual([{ number, operators: ["Jean Bonbeurre"] }]);
  });

  test("when it falls silent: not shown after 12 s, swept before or not; a beat keeps it", async () => {
    const start = new Date("2026-03-02T09:00:00Z").getTime();
    const pass = (milliseconds: number) => portal.clock.set(new Date(start + milliseconds));
    pass(0);
    // Sessions opened under another time would have ended: these two are of this one.
    const silent = await signIn(portal, "SUPPORT", { name: "Marc Dépassé" });
    const beating = await signIn(portal, "SUPPORT", { name: "Rose Voquée" });
    await announce(silent);
    const pageId = await announce(beating);
    pass(4_000);
    await announce(beating, number, pageId);
    pass(PRESENCE_LASTS_MS - 1);
    expect(await shown(beating)).toEqual([{ number, operators: ["Marc Dépassé"] }]);
    expect(await sweepPresence(portal.services)).toBe(0);
    pass(PRESENCE_LASTS_MS);
    expect(await shown(beating)).toEqual([{ number, operators: [] }]);
    expect(await sweepPresence(portal.services)).toBe(1);
    expect(await sweepPresence(portal.services)).toBe(0);
    pass(4_000 + PRESENCE_LASTS_MS);
    expect(await sweepPresence(portal.services)).toBe(1);
  });
});

describe("COLLAB-1 COLLAB-3 every server process", () => {
  /** What another process, with its own connection, would pass on to its pages. */
  async function elsewhereHeard(perimeter: SignedInOperator["perimeter"]) {
    const other = await startLiveEvents(portal.databaseUrl, portal.services.log);
    const heard: LiveEvent["kind"][] = [];
    const numbers: number[] = [];
    other.subscribe(perimeter, {
      hear(event) {
        heard.push(event.kind);
        numbers.push(event.number);
      },
      missed: () => undefined,
    });
    return { heard, numbers, close: () => other.close() };
  }

  test("is told of who comes and goes, not of beats, within the perimeter", async () => {
    const all = await elsewhereHeard(jean.perimeter);
    const some = await elsewhereHeard(yves.perimeter);
    const pageId = await announce(jean);
    await announce(jean, number, pageId);
    await jean.request("DELETE", at(number, pageId));
    await announce(jean, elsewhere);
    await expect.poll(() => all.numbers).toEqual([number, number, elsewhere]);
    await expect.poll(() => some.numbers).toEqual([elsewhere]);
    expect(new Set(all.heard)).toEqual(new Set(["presenceChanged"]));
    await all.close();
    await some.close();
  });

  test("is told of who was swept, once for each order", async () => {
    const start = new Date("2026-03-02T09:00:00Z").getTime();
    portal.clock.set(new Date(start));
    const silent = await signIn(portal, "SUPPORT", { name: "Marc Dépassé" });
    await announce(silent);
    await announce(silent);
    const all = await elsewhereHeard(jean.perimeter);
    portal.clock.set(new Date(start + PRESENCE_LASTS_MS));
    expect(await sweepPresence(portal.services)).toBe(2);
    await announce(silent, elsewhere);
    await expect.poll(() => all.numbers).toEqual([number, elsewhere]);
    await all.close();
  });
});

test("COLLAB-1 presence is not journalled", async () => {
  const entries = () =>
    portal.services.db
      .selectFrom("journal")
      .select((select) => select.fn.countAll().as("count"))
      .execute();
  const before = await entries();
  const pageId = await announce(jean);
  await jean.request("DELETE", at(number, pageId));
  expect(await entries()).toEqual(before);
});
