/** A collection that an operator cancels while it is on its way to the signature service (FLOW-4, FLOW-6). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  createAuthority,
  createOrder,
  type Intake,
  judgePieces,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import type { CreateCollection, SignatureService } from "../ports/signature-service.ts";
import { sendCollection } from "./send-collection.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let real: SignatureService;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
  real = portal.services.signatureService;
});
afterEach(() => {
  portal.services.signatureService = real;
});
afterAll(() => portal.close());

const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

/** An order whose collection is to be sent: launched, and its job has not run. */
async function launched(): Promise<{ number: number; collectionId: string }> {
  const number = await createOrder(intake, anOrder());
  await judgePieces(operator, number);
  for (const [method, path, body] of [
    [
      "PUT",
      "/identity-document",
      { identityDocument: { type: "nationalIdentityCard", number: "1234856798" } },
    ],
    ["POST", "/signature-collection", {}],
  ] as const) {
    const { version } = await detail(number);
    const answer = await operator.request(method, `/api/orders/${number}${path}`, { version, ...body });
    expect(answer.status).toBe(200);
  }
  const { id } = await portal.services.db
    .selectFrom("signature_collection")
    .select("id")
    .where("order_number", "=", number)
    .executeTakeFirstOrThrow();
  return { number, collectionId: id };
}

async function cancel(number: number): Promise<void> {
  const { version } = await detail(number);
  const path = `/api/orders/${number}/signature-collection`;
  expect((await operator.request("DELETE", path, { version })).status).toBe(200);
}

/** The service does what it is asked, and `then` happens before the portal has its answer. */
function onceCreated(then: () => Promise<void>): SignatureService {
  return instead(real, {
    async create(request: CreateCollection) {
      const created = await real.create(request);
      await then();
      return created;
    },
  });
}

const atService = async (collectionId: string) => (await real.findByKey(collectionId))?.state;

async function expectUnlocked(number: number): Promise<void> {
  expect(await detail(number)).toMatchObject({ status: "toVerify", documentsToSign: [] });
}

describe("FLOW-4 a collection cancelled while it is being sent", () => {
  test("is cancelled at the service too: nobody signs what is to verify again", async () => {
    const { number, collectionId } = await launched();
    portal.services.signatureService = onceCreated(() => cancel(number));
    await sendCollection(portal.services, collectionId);
    expect(await atService(collectionId)).toBe("cancelled");
    await portal.runJobs();
    await expectUnlocked(number);
  });

  test("before the job ran at all, is never sent", async () => {
    const { number, collectionId } = await launched();
    await cancel(number);
    await portal.runJobs();
    expect(await atService(collectionId)).toBeUndefined();
    await expectUnlocked(number);
  });

  test("FLOW-6 is found and cancelled when the process died before it noted what the service had taken", async () => {
    const { number, collectionId } = await launched();
    portal.services.signatureService = onceCreated(() => Promise.reject(new Error("the process died here")));
    // The job died with it, and nobody will try it again before it is found to be lost.
    await expect(portal.runJobs()).rejects.toThrow("job failed");
    portal.services.signatureService = real;
    expect(await atService(collectionId)).toBe("open");
    await cancel(number);
    await portal.runJobs();
    expect(await atService(collectionId)).toBe("cancelled");
    await expectUnlocked(number);
  });

  test("FLOW-6 is cancelled by the next try when the service did not answer the first", async () => {
    const { number, collectionId } = await launched();
    portal.services.signatureService = instead(
      onceCreated(() => cancel(number)),
      {
        cancel: () => Promise.reject(new Error("connection refused")),
      },
    );
    await expect(sendCollection(portal.services, collectionId)).rejects.toThrow("refused");
    portal.services.signatureService = real;
    expect(await atService(collectionId)).toBe("open");
    await sendCollection(portal.services, collectionId);
    expect(await atService(collectionId)).toBe("cancelled");
  });

  test("does not touch the one that was launched since", async () => {
    const { number, collectionId } = await launched();
    portal.services.signatureService = onceCreated(() => cancel(number));
    await sendCollection(portal.services, collectionId);
    portal.services.signatureService = real;
    const { version } = await detail(number);
    await operator.request("POST", `/api/orders/${number}/signature-collection`, { version });
    await portal.runJobs();
    const collections = await portal.services.db
      .selectFrom("signature_collection")
      .select(["id", "state"])
      .where("order_number", "=", number)
      .orderBy("launched_at")
      .execute();
    expect(collections.map(({ state }) => state)).toEqual(["cancelled", "open"]);
    expect(await Promise.all(collections.map(({ id }) => atService(id)))).toEqual(["cancelled", "open"]);
    expect((await detail(number)).status).toBe("signing");
  });
});
