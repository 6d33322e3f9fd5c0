/** The checks of an order, over HTTP: what is compared, and that nothing outside the perimeter shows in them. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check, CheckPlace } from "../../domain/verification/check.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake, TINY_PDF } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { readPhone } from "./read-phone.ts";

let portal: TestPortal;
let intake: Intake;
let elsewhere: Intake;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  portal.clock.set(new Date("2026-11-25T09:00:00Z"));
  intake = await createAuthority(portal);
  elsewhere = await createAuthority(portal, "AE2");
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
});
afterAll(() => portal.close());

const detailOf = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

async function findings(number: number, about: CheckPlace, by = operator) {
  const { body } = await by.request("GET", `/api/orders/${number}/checks`);
  return (body as Check[]).filter((check) => check.about === about).map(({ finding }) => finding);
}

async function date(number: number, issuedOn: string | null, kind = "organizationId", by = operator) {
  const { version, supportingDocuments } = await detailOf(number);
  const { id } = supportingDocuments.find((piece: { kind: string }) => piece.kind === kind);
  return by.request("PUT", `/api/orders/${number}/supporting-documents/${id}/issue-date`, {
    version,
    issuedOn,
  });
}

async function enter(number: number, identityDocument: object) {
  const { version } = await detailOf(number);
  return operator.request("PUT", `/api/orders/${number}/identity-document`, { version, identityDocument });
}

const PASSPORT = { type: "passport", number: "19AB12345" };

describe("DETAIL-4 checks of an order", () => {
  test("stand beside the fields: the SIREN's key, addresses, telephones", async () => {
    const order = anOrder();
    order.information.holder.otpContact = "+33144000000";
    order.information.holder.mobile = "+33608080808";
    const number = await createOrder(intake, order);
    expect(await findings(number, "organization.siren")).toEqual([{ code: "sirenKeyHolds" }]);
    expect(await findings(number, "holder.email")).toEqual([{ code: "emailWellFormed" }]);
    expect(await findings(number, "holder.otpContact")).toEqual([{ code: "phoneNotMobile", country: "FR" }]);
    expect(await findings(number, "holder.mobile")).toEqual([{ code: "phoneMobile", country: "FR" }]);
    // Tests and the demonstration use the numbers that are set apart for fiction.
    expect(await findings(number, "certificationAgent.mobile")).toEqual([
      { code: "phoneUnassigned", country: "FR" },
    ]);
  });

  test("change nothing, decide nothing and are not journalled", async () => {
    const number = await createOrder(intake, anOrder());
    const before = await detailOf(number);
    await operator.request("GET", `/api/orders/${number}/checks`);
    expect(await detailOf(number)).toEqual(before);
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(history.map(({ event }: { event: { type: string } }) => event.type)).not.toContain("pieceDated");
  });

  test.each([
    ["+33608080808", "mobile", "FR"],
    ["+33639980808", "unassigned", "FR"],
    ["+33144000000", "other", "FR"],
    ["+12025550123", "maybeMobile", "US"],
    ["+41791234567", "mobile", "CH"],
  ])("%s is %s in %s", (number, kind, country) => {
    expect(readPhone(number)).toEqual({ kind, country });
  });

  test("a number of no numbering plan is invalid", () => {
    for (const number of ["+999123456789", "+3361234567"]) expect(readPhone(number).kind).toBe("none");
  });
});

describe("DETAIL-4 the date of issue of the proof", () => {
  test("HISTORY-1 is noted beside the piece, compared with the submission, and in the history", async () => {
    const number = await createOrder(intake, anOrder());
    expect(await findings(number, "organizationId")).toEqual([{ code: "proofDateMissing" }]);
    const answer = await date(number, "2026-09-12");
    expect(answer.status).toBe(200);
    const reference = { on: "2026-11-25", of: "submission" };
    expect(await findings(number, "organizationId")).toEqual([
      { code: "proofRecent", issuedOn: "2026-09-12", reference, months: 2 },
    ]);
    await date(number, "2026-08-25");
    await date(number, "2026-08-25");
    expect((await findings(number, "organizationId"))[0]?.code).toBe("proofTooOld");
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    const dated = history.filter(({ event }: { event: { type: string } }) => event.type === "pieceDated");
    expect(dated).toHaveLength(2);
    expect(dated[0]).toMatchObject({
      actorName: "Jean Bonbeurre",
      event: { kind: "organizationId", issuedFrom: "2026-09-12", issuedOn: "2026-08-25" },
    });
  });

  test("stays with the file on which it was read: one that replaces it has none", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order);
    await date(number, "2026-09-12");
    const path = `/orders/${order.portuId}/pieces/organizationId`;
    await intake.call("PUT", path, { file: TINY_PDF, headers: { "x-file-name": "nouveau.pdf" } });
    expect(await findings(number, "organizationId")).toEqual([{ code: "proofDateMissing" }]);
  });

  test.each(["2026-02-30", "12/09/2026", "0000-01-01", ""])(
    "%j is refused with its reason",
    async (wrong) => {
      const number = await createOrder(intake, anOrder());
      const answer = await date(number, wrong);
      expect(answer.status).toBe(400);
      expect(answer.body.fields).toEqual([{ field: "issuedOn", code: "day" }]);
    },
  );

  test("ROLE-1 ROLE-3 DETAIL-8 follows the rules of a verdict, and is for this kind of piece alone", async () => {
    const number = await createOrder(intake, anOrder());
    const auditor = await signIn(portal, "AUDITOR");
    const stranger = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    expect((await date(number, "2026-09-12", "organizationId", auditor)).status).toBe(403);
    expect((await date(number, "2026-09-12", "organizationId", stranger)).status).toBe(404);
    expect((await date(number, "2026-09-12", "paymentProof")).status).toBe(404);
    const { version, supportingDocuments } = await detailOf(number);
    await date(number, "2026-09-12");
    const url = `/api/orders/${number}/supporting-documents/${supportingDocuments[0].id}/issue-date`;
    const late = await operator.request("PUT", url, { version, issuedOn: "2026-09-13" });
    expect(late.body).toMatchObject({ code: "conflict", changedWhat: "pieceDated" });
  });
});

describe("DETAIL-4 the identity document", () => {
  test("HISTORY-1 keeps the dates that the operator typed, compares them, and leaves them out when they are", async () => {
    const number = await createOrder(intake, anOrder());
    const dates = { issuedOn: "2019-04-06", expiresOn: "2029-04-05" };
    expect((await enter(number, { ...PASSPORT, ...dates })).body.identityDocument).toEqual({
      ...PASSPORT,
      ...dates,
    });
    expect((await findings(number, "identityDocument"))[0]).toMatchObject({
      code: "identityDocumentValid",
      validUntil: "2029-04-05",
      basis: "printed",
      reference: { on: "2026-11-25", of: "today" },
    });
    expect((await enter(number, PASSPORT)).body.identityDocument).toMatchObject({ expiresOn: null });
    const [last] = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(last.event).toMatchObject({
      type: "identityDocumentEntered",
      from: dates,
      to: { issuedOn: null },
    });
  });

  test("cannot end before it was issued", async () => {
    const number = await createOrder(intake, anOrder());
    const answer = await enter(number, { ...PASSPORT, issuedOn: "2029-04-05", expiresOn: "2019-04-06" });
    expect(answer.body.fields).toEqual([{ field: "identityDocument.expiresOn", code: "expiresBeforeIssue" }]);
  });
});

describe("DETAIL-4 the same number of document", () => {
  /** An order of this holder with this number. */
  async function orderOf(familyName: string, documentNumber: string, portuOf = intake, client = "AE1-C1") {
    const order = anOrder({ client });
    order.information.holder.familyName = familyName;
    const number = await createOrder(portuOf, order);
    await enter(number, { type: "passport", number: documentNumber });
    return number;
  }
  const elsewhereOf = async (number: number, by = operator) =>
    (await findings(number, "identityDocument", by))[1];

  test("with another holder is pointed out on both orders; with the same holder, however spelt, it is not", async () => {
    const first = await orderOf("Le-Goff", "20CC00001");
    const again = await orderOf("LE GOFF", "20CC00001");
    expect(await elsewhereOf(first)).toEqual({ code: "numberNowhereElse" });
    const other = await orderOf("Martin", " 20cc 00001 ");
    expect(await elsewhereOf(other)).toEqual({ code: "numberElsewhere", orders: [again, first], more: 0 });
    expect(await elsewhereOf(first)).toEqual({ code: "numberElsewhere", orders: [other], more: 0 });
  });

  test("ROLE-1 ROLE-2 outside the perimeter is not even said to exist", async () => {
    const own = await orderOf("Martin", "20DD00001");
    const theirs = await orderOf("Durand", "20DD00001", elsewhere, "AE2-C1");
    const external = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE1"] });
    expect(await elsewhereOf(own, external)).toEqual({ code: "numberNowhereElse" });
    expect(await elsewhereOf(own)).toEqual({ code: "numberElsewhere", orders: [theirs], more: 0 });
    expect((await external.request("GET", `/api/orders/${theirs}/checks`)).status).toBe(404);
  });

  test("is found by its index", async () => {
    const plan = await portal.services.db.transaction().execute(async (trx) => {
      await sql`SET LOCAL enable_seqscan = off`.execute(trx);
      return sql<{ "QUERY PLAN": string }>`EXPLAIN SELECT number FROM orders
        WHERE document_number_key(identity_document_number) = document_number_key('x1')`.execute(trx);
    });
    expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("orders_by_identity_document");
  });
});
