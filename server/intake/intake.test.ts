import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_FILE_SIZE } from "../../domain/order/supporting-document.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  bringTo,
  createAuthority,
  createOrder,
  type Intake,
  TINY_PDF,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

const create = (order: object, key: string) =>
  intake.call("POST", "/orders", { json: order, headers: { "idempotency-key": key } });

describe("creating an order at the intake", () => {
  test("is idempotent by the caller's key, also when two calls cross", async () => {
    const order = anOrder();
    const [first, second] = await Promise.all([create(order, "same-key"), create(order, "same-key")]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    const history = await operator.request("GET", `/api/orders/${first.body.number}/history`);
    expect(history.body.map((entry: { event: { type: string } }) => entry.event.type)).toEqual([
      "orderCreated",
    ]);
  });

  test("refuses the same key for another order, and another key for the same Portu ID", async () => {
    const order = anOrder();
    await create(order, "key-of-one");
    expect((await create(anOrder(), "key-of-one")).body.code).toBe("idempotencyConflict");
    expect((await create(order, "key-of-two")).body.code).toBe("idempotencyConflict");
  });

  test("names each field that is wrong, in codes", async () => {
    const order = anOrder();
    order.information.organization.siren = "434202181";
    order.information.holder.email = "nobody";
    order.information.holder.familyName = "Fleu\u202Ery";
    const answer = await create(order, "wrong-fields");
    expect(answer.status).toBe(400);
    expect(answer.body.fields).toEqual(
      expect.arrayContaining([
        { field: "information.organization.siren", code: "siren" },
        { field: "information.holder.email", code: "email" },
        { field: "information.holder.familyName", code: "invisible" },
      ]),
    );
  });

  test("wants a key that stands; a revoked one opens nothing", async () => {
    const other = await createAuthority(portal, "AE9");
    await portal.services.db
      .updateTable("intake_key")
      .set({ revoked_at: new Date() })
      .where("label", "=", "PortU AE9")
      .execute();
    expect((await other.call("GET", "/orders/1")).status).toBe(401);
    const without = await portal.app.inject({ method: "GET", url: "/intake/v1/orders/1" });
    expect(without.statusCode).toBe(401);
    // Nothing is said of a body that came without a key.
    const body = await portal.app.inject({ method: "POST", url: "/intake/v1/orders", payload: {} });
    expect(body.statusCode).toBe(401);
  });

  test("does not let one authority's key see another's orders", async () => {
    const other = await createAuthority(portal, "AE8");
    const order = anOrder();
    await create(order, "mine-alone");
    expect((await other.call("GET", `/orders/${order.portuId}`)).status).toBe(404);
    expect((await other.call("POST", `/orders/${order.portuId}/submission`)).status).toBe(404);
  });
});

describe("uploading a piece", () => {
  const upload = (portuId: number, file: Buffer, name = "piece.pdf", kind = "holderId") =>
    intake.call("PUT", `/orders/${portuId}/pieces/${kind}`, {
      file,
      headers: { "x-file-name": encodeURIComponent(name) },
    });

  test("decides the type by content, whatever the name says", async () => {
    const order = anOrder();
    await createOrder(intake, order, "created");
    expect((await upload(order.portuId, Buffer.from("<html><script>"), "carte.pdf")).status).toBe(415);
    expect((await upload(order.portuId, Buffer.from("MZ\u0090\u0000 program"), "carte.jpg")).status).toBe(
      415,
    );
    expect((await upload(order.portuId, Buffer.alloc(0), "vide.pdf")).status).toBe(415);
    const accepted = await upload(
      order.portuId,
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]),
      "carte.exe",
    );
    expect(accepted.status).toBe(200);
    expect(accepted.body.missingPieces).not.toContain("holderId");
  });

  test("refuses a file over 20 MB and keeps nothing of it", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order, "created");
    const large = Buffer.concat([TINY_PDF, Buffer.alloc(MAX_FILE_SIZE)]);
    expect((await upload(order.portuId, large)).status).toBe(413);
    const detail = await operator.request("GET", `/api/orders/${number}`);
    expect(detail.body.supportingDocuments).toEqual([]);
  });

  test("cleans a hostile file name", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order, "created");
    await upload(order.portuId, TINY_PDF, '../../etc/<img src=x onerror=alert(1)>\u202Egpj.exe"\r\n.pdf');
    const [piece] = (await operator.request("GET", `/api/orders/${number}`)).body.supportingDocuments;
    expect(piece.fileName).toBe("img src=x onerror=alert(1)gpj.exe.pdf");
  });

  test("DETAIL-6 is refused once the collection is launched: what was verified cannot be swapped", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order);
    await bringTo(portal, operator, number, "signing");
    const answer = await upload(order.portuId, TINY_PDF);
    expect(answer.status).toBe(409);
    expect(answer.body.reason).toBe("lockedByCollection");
  });
});

describe("FLOW-3 submitting an order", () => {
  test("is refused while mandatory pieces are missing, and says which", async () => {
    const order = anOrder();
    await createOrder(intake, order, "created");
    await intake.call("PUT", `/orders/${order.portuId}/pieces/holderId`, { file: TINY_PDF });
    const answer = await intake.call("POST", `/orders/${order.portuId}/submission`);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: "missingPieces",
      missing: ["organizationId", "legalRepresentativeId", "certificationAgentId", "paymentProof"],
    });
  });

  test("NOTIFY-3 tells the addresses declared for the authority and client", async () => {
    const number = await createOrder(intake, anOrder());
    const mails = await portal.services.db
      .selectFrom("message")
      .select(["recipient", "purpose"])
      .where("order_number", "=", number)
      .execute();
    expect(mails).toEqual([{ recipient: "ae-ae1@example.org", purpose: "toVerify" }]);
  });
});
