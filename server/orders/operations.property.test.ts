/**
 * Random operations by random operators on a few orders, at the same time, while the neighbours answer well, badly or
 * not at all. Whatever happens: no step is skipped, nothing is done twice or unseen, and nobody oversteps.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderStatus } from "../../domain/order/order.ts";
import { OPERATOR_OPERATIONS, type OperatorOperation } from "../../domain/order/order-policy.ts";
import { expectHistoryOf, operationsLikelyIn } from "../../tests/builders/history-rules.ts";
import {
  type Attempt,
  type CollectionEnd,
  createOperationsWorld,
  type Moods,
  type RandomOrder,
  type World,
} from "../../tests/builders/operations-world.ts";
import { checkChain } from "../journal/journal-store.ts";

/** Operations that take no version: they overwrite nothing. */
const VERSIONLESS: readonly OperatorOperation[] = ["comment", "addAttachment", "resendNotification"];
/** Those after which an order is not what others saw. Documents are validated one by one: each stands for itself. */
const CHANGING: readonly OperatorOperation[] = [
  "modifyInformation",
  "setIdentityDocument",
  "judgePiece",
  "declareIncomplete",
  "launchSignatureCollection",
  "cancelSignatureCollection",
  "validatePaperOrder",
  "retryIssuance",
  "deliver",
  "cancel",
];

type Event =
  | { kind: "operation"; who: number; which: number; operation: number; likely: boolean; stale: boolean }
  | { kind: "forward"; which: number }
  | { kind: "collection"; which: number; how: CollectionEnd }
  | { kind: "mood"; moods: Partial<Moods> }
  | { kind: "jobs" };

const which = fc.nat({ max: 2 });
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant("operation" as const),
      who: fc.oneof(fc.constant(0), fc.nat({ max: 5 })),
      which,
      operation: fc.nat(),
      likely: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      stale: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("forward" as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("collection" as const),
      which,
      how: fc.constantFrom<CollectionEnd>(
        "allSign",
        "oneSigns",
        "oneRefuses",
        "expired",
        "failed",
        "cancelled",
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("mood" as const),
      moods: fc.record({
        mail: fc.constantFrom("takes", "refuses"),
        authority: fc.constantFrom("issues", "rejects", "waits", "isDown"),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "jobs" as const }) },
);
/** Events of one batch happen at the same time. */
const script = fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { minLength: 8, maxLength: 16 });

/** Everything that can go well, so that no run of this test leaves the later steps unseen. */
const WHOLE_LIFE: Event[][] = Array.from({ length: 7 }, () =>
  [0, 1, 2].map((which) => ({ kind: "forward", which })),
);

let world: World;
beforeAll(async () => {
  world = await createOperationsWorld();
});
afterAll(() => world.portal.close());

describe("FLOW-3 ROLE-1 DETAIL-8 any operations, by anybody, at the same time", () => {
  test("HISTORY-1 HISTORY-2 NOTIFY-2 FLOW-6 leave every order whole", async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(script, async (batches) => {
        const orders = await world.createOrders();
        world.attempts.length = 0;
        for (const batch of batches) await happen(orders, batch);
        await settle();
        for (const attempt of world.attempts) expectJust(attempt);
        for (const order of orders) reached.add(await expectWhole(order));
        expect((await checkChain(world.portal.services.db)).broken).toBeNull();
      }),
      { numRuns: 12, interruptAfterTimeLimit: 20_000, examples: [[WHOLE_LIFE]], endOnFailure: true },
    );
    expect(reached).toContain("delivered");
  });
});

type Standing = { version: number; status: OrderStatus; information: unknown };

function standingOf({ number }: RandomOrder): Promise<Standing> {
  return world.portal.services.db
    .selectFrom("orders")
    .select(["version", "status", "information"])
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
}

async function happen(orders: RandomOrder[], batch: Event[]): Promise<void> {
  const before = await Promise.all(orders.map(standingOf));
  const already = world.attempts.length;
  await Promise.all(
    batch.map(async (event) => {
      if (event.kind === "jobs") return world.runJobs();
      if (event.kind === "mood") return void Object.assign(world.moods, event.moods);
      const order = orders[event.which];
      const standing = before[event.which];
      if (!order || !standing) throw new Error("no such order");
      if (event.kind === "forward") return forward(order);
      if (event.kind === "collection") return world.endCollection(order, event.how);
      const person = world.people[event.who];
      if (!person) throw new Error("no such operator");
      // An order that is cancelled early shows little else: that has to be asked for by chance.
      const likely = operationsLikelyIn(standing.status).filter((operation) => operation !== "cancel");
      const choice = event.likely ? likely : OPERATOR_OPERATIONS;
      const operation = choice[event.operation % choice.length] ?? "comment";
      const version = standing.version + (event.stale ? 1000 : 0);
      return world.perform(person, order, operation, version, event.stale);
    }),
  );
  const after = await Promise.all(orders.map(standingOf));
  for (const [index, order] of orders.entries())
    expectConsistent(order, before[index], after[index], world.attempts.slice(already));
}

/** What holds of an order between two moments, whatever was asked for in between. */
function expectConsistent(
  order: RandomOrder,
  before: Standing | undefined,
  after: Standing | undefined,
  attempts: Attempt[],
): void {
  if (!before || !after) throw new Error("no such order");
  expect(after.version).toBeGreaterThanOrEqual(before.version);
  if (after.version === before.version) expect(after).toEqual(before);
  const LOCKED = ["signing", "toValidate", "toGenerate", "toDeliver", "delivered", "cancelled"];
  // Back to À vérifier and in signature again is possible within one batch, but not without a cancellation.
  const wasUnlocked = attempts.some(
    ({ operation, answer }) => operation === "cancelSignatureCollection" && answer.status === 200,
  );
  if (LOCKED.includes(before.status) && !wasUnlocked)
    expect([after.status, after.information]).toEqual([expect.anything(), before.information]);
  // Of those who saw the same version, one at the most changed the order.
  const byVersion = Map.groupBy(
    attempts.filter(
      (attempt) =>
        attempt.order.number === order.number &&
        CHANGING.includes(attempt.operation) &&
        attempt.answer.status === 200,
    ),
    ({ version }) => version,
  );
  for (const [version, winners] of byVersion) expect([version, winners.length]).toEqual([version, 1]);
}

/** Takes the order one step on, as its operator and its subscriber would; others may be faster. */
async function forward(order: RandomOrder): Promise<void> {
  const [worker] = world.people;
  if (!worker) throw new Error("no operator");
  const perform = async (operation: OperatorOperation) =>
    world.perform(worker, order, operation, await world.versionOf(order));
  const { status } = await standingOf(order);
  const isPaper = order.client === "AE1-C2";
  if (status === "incomplete" && !isPaper) await world.submit(order);
  if (status === "incomplete" && isPaper) {
    await perform("setIdentityDocument");
    await perform("validatePaperOrder");
  }
  if (status === "toVerify") {
    for (let piece = 0; piece < 5; piece += 1) await perform("judgePiece");
    await perform("setIdentityDocument");
    await perform("launchSignatureCollection");
    await world.runJobs();
  }
  if (status === "signing") {
    await perform("launchSignatureCollection");
    await world.runJobs();
    await world.endCollection(order, "allSign");
  }
  if (status === "toValidate")
    for (let document = 0; document < 4; document += 1) await perform("validateSignatures");
  if (status === "toGenerate") {
    await world.runJobs();
    await perform("retryIssuance");
    await world.runJobs();
  }
  if (status === "toDeliver") {
    await perform("generateHandoverReport");
    await perform("deliver");
  }
}

/** Everything works again, and what waited is done. */
async function settle(): Promise<void> {
  Object.assign(world.moods, { mail: "takes", authority: "issues" });
  for (let round = 0; round < 2; round += 1) await world.runJobs();
}

/** An attempt was answered as the tables of ROLE and the version that was seen demand. */
function expectJust({ person, order, operation, stale, answer }: Attempt): void {
  const { status, body } = answer;
  const said = `${person.displayName} ${operation} ${order.authority} ${order.client}: ${JSON.stringify(body.code)}`;
  expect([200, 403, 404, 409], said).toContain(status);
  const isForbidden = person.seesOrdersOf(order) && !person.may(operation);
  expect(status === 403, said).toBe(isForbidden);
  if (!person.seesOrdersOf(order)) {
    expect(status, said).toBe(404);
    return;
  }
  // A message or a piece that is not there; the order itself is.
  if (!["resendNotification", "judgePiece"].includes(operation)) expect(status, said).not.toBe(404);
  if (stale && !VERSIONLESS.includes(operation)) expect(status, said).not.toBe(200);
}

/** The order and its history tell the same story, in which nothing is missing and nothing happened twice. */
async function expectWhole(order: RandomOrder): Promise<string> {
  const { status } = await standingOf(order);
  const entries = await world.portal.services.db
    .selectFrom("journal")
    .select(["event", "actor_name"])
    .where("order_number", "=", order.number)
    .orderBy("id")
    .execute();
  const attempts = world.attempts.filter((attempt) => attempt.order.number === order.number);
  expectHistoryOf({ status, isPaper: order.client === "AE1-C2", entries, attempts });
  for (const { event } of entries)
    if (event.type === "notificationRequested")
      expect(world.taken.get(`${event.messageId}@portail-ae`)).toBe(1);
  return status;
}
