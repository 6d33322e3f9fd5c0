import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  bringTo,
  collectionRef,
  createAuthority,
  createOrder,
  type Intake,
  signAll,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { followOpenCollections } from "./follow-open-collections.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_EXTERNAL", { name: "Claire Voyante" });
});
afterAll(() => portal.close());

const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;
const post = async (number: number, path: string, body = {}) =>
  operator.request("POST", `/api/orders/${number}${path}`, {
    version: (await detail(number)).version,
    ...body,
  });
const eventsOf = async (number: number): Promise<{ type: string; [field: string]: unknown }[]> =>
  (await operator.request("GET", `/api/orders/${number}/history`)).body
    .map((entry: { event: object }) => entry.event)
    .reverse();

async function orderIn(status: "signing" | "toValidate", change = {}) {
  const number = await createOrder(intake, anOrder(change));
  await bringTo(portal, operator, number, status);
  return number;
}

describe("a signature collection", () => {
  test("DETAIL-5 FLOW-5 ends with every document signed by those expected, and waits for a person", async () => {
    const number = await orderIn("toValidate");
    const order = await detail(number);
    expect(order.status).toBe("toValidate");
    for (const document of order.documentsToSign) {
      const url = `/api/orders/${number}/documents-to-sign/${document.kind}`;
      const report = (await operator.request("GET", `${url}/signature-report`)).body;
      expect(report.indication, document.kind).toBe("TOTAL-PASSED");
      expect(
        report.signatures
          .map((signature: { signer: { surname: string } }) => signature.signer.surname)
          .sort(),
      ).toEqual(document.signatories.map((signatory: { familyName: string }) => signatory.familyName).sort());
      expect(document.validatedBy).toBeNull();
    }
  });

  test("NOTIFY-3 FLOW-3 tells the declared addresses when all have signed", async () => {
    const number = await orderIn("toValidate");
    const mails = await portal.services.db
      .selectFrom("message")
      .select(["purpose", "recipient", "state"])
      .where("order_number", "=", number)
      .where("purpose", "=", "toValidate")
      .execute();
    expect(mails).toEqual([{ purpose: "toValidate", recipient: "ae-ae1@example.org", state: "sent" }]);
  });

  test("FLOW-4 is cancelled by an operator: the order is to verify again, unlocked, and the service stops", async () => {
    const number = await orderIn("signing");
    const ref = await collectionRef(portal, number);
    const { version } = await detail(number);
    const answer = await operator.request("DELETE", `/api/orders/${number}/signature-collection`, {
      version,
    });
    expect(answer.body).toMatchObject({ status: "toVerify", documentsToSign: [] });
    await portal.runJobs();
    expect((await portal.neighbours.signatureService.get(ref)).state).toBe("cancelled");
    const { information } = answer.body;
    information.holder.givenName = "Anatole";
    const modified = await operator.request("PUT", `/api/orders/${number}/information`, {
      version: answer.body.version,
      information,
    });
    expect(modified.status).toBe(200);
  });

  test("FLOW-6 that a signatory refuses says who and why, and can be launched again", async () => {
    const number = await orderIn("signing");
    await portal.neighbours.signatureService.refuseAs(
      await collectionRef(portal, number),
      "certificationAgent",
      "Mon nom est mal écrit.",
    );
    await portal.runJobs();
    const stopped = await detail(number);
    expect(stopped).toMatchObject({
      status: "signing",
      collection: {
        state: "refused",
        explanation: { code: "quoted", params: { text: "Mon nom est mal écrit." } },
      },
    });
    expect((await eventsOf(number)).at(-1)).toMatchObject({
      type: "signatureCollectionStopped",
      cause: "refused",
      signatory: "certificationAgent",
      reason: { code: "quoted", params: { text: "Mon nom est mal écrit." } },
    });
    expect((await post(number, "/signature-collection")).body.collection.state).toBe("creating");
    await portal.runJobs();
    await signAll(portal, number);
    expect((await detail(number)).status).toBe("toValidate");
  });

  /** Read from the database: at the hour of these tests every session is over. */
  const stateOf = async (number: number) => {
    const { db } = portal.services;
    const query = db.selectFrom("signature_collection").select("state").where("order_number", "=", number);
    return (await query.executeTakeFirstOrThrow()).state;
  };

  test("FLOW-6 that expires without a word is noticed by the portal itself", async () => {
    const number = await orderIn("signing");
    portal.clock.set(new Date(Date.now() + 16 * 86_400_000));
    await followOpenCollections(portal.services);
    portal.clock.release();
    expect(await stateOf(number)).toBe("expired");
  });

  test("FLOW-6 about which the service fails to answer does not keep the others waiting", async () => {
    const [silent, expired] = [await orderIn("signing"), await orderIn("signing")];
    const silentRef = await collectionRef(portal, silent);
    const real = portal.services.signatureService;
    portal.services.signatureService = instead(real, {
      async get(ref) {
        if (ref === silentRef) throw new Error("down");
        return real.get(ref);
      },
    });
    portal.clock.set(new Date(Date.now() + 16 * 86_400_000));
    await followOpenCollections(portal.services);
    portal.services.signatureService = real;
    expect([await stateOf(silent), await stateOf(expired)]).toEqual(["open", "expired"]);
    await followOpenCollections(portal.services);
    portal.clock.release();
    expect(await stateOf(silent)).toBe("expired");
  });

  test("FLOW-6 whose documents the service rewrote is refused, whatever its signatures say", async () => {
    const number = await orderIn("signing");
    const real = portal.services.signatureService;
    const rewritten = instead(real, {
      async download(ref, kind) {
        const pdf = await PDFDocument.load(await real.download(ref, kind));
        return pdf.save();
      },
    });
    portal.services.signatureService = rewritten;
    await signAll(portal, number);
    portal.services.signatureService = real;
    const order = await detail(number);
    expect(order).toMatchObject({ status: "signing", collection: { state: "failed" } });
    // With what the signatures of the file that came back are worth, which stays to be looked at.
    expect(order.collection.explanation).toMatchObject({
      code: "documentsRewritten",
      params: {
        documents: expect.arrayContaining([
          { kind: "termsOfUse", indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
        ]),
      },
    });
    const url = `/api/orders/${number}/documents-to-sign/termsOfUse`;
    const { body: report } = await operator.request("GET", `${url}/signature-report`);
    expect(report).toMatchObject({ indication: "TOTAL-FAILED" });
  });

  test("is woken only by calls that the service really sealed", async () => {
    const forged = await portal.app.inject({
      method: "POST",
      url: "/webhooks/signature",
      headers: { "x-signature": "00".repeat(32), "x-timestamp": String(Math.floor(Date.now() / 1000)) },
      payload: Buffer.from('{"eventId":"1","ref":"1"}'),
    });
    expect(forged.statusCode).toBe(403);
  });
});

describe("FLOW-5 validating signatures", () => {
  test("records who validated each document, and the last one asks for the certificate", async () => {
    const number = await orderIn("toValidate");
    const kinds = ["termsOfUse", "powerOfAttorney", "certificateApplication", "subscriptionContract"];
    for (const kind of kinds) {
      const answer = await post(number, `/documents-to-sign/${kind}/validation`);
      const document = answer.body.documentsToSign.find(
        (candidate: { kind: string }) => candidate.kind === kind,
      );
      expect(document.validatedBy).toBe("Claire Voyante");
      expect(answer.body.status).toBe(kind === kinds.at(-1) ? "toGenerate" : "toValidate");
    }
    const events = (await eventsOf(number)).map((event) => event.type);
    expect(events.filter((type) => type === "signaturesValidated")).toHaveLength(4);
    expect(events.filter((type) => type === "issuanceRequested")).toHaveLength(1);
  });

  test("twice the same document is refused", async () => {
    const number = await orderIn("toValidate");
    await post(number, "/documents-to-sign/termsOfUse/validation");
    const again = await post(number, "/documents-to-sign/termsOfUse/validation");
    expect([again.status, again.body.reason]).toEqual([409, "alreadyValidated"]);
  });

  test("is refused while a signature does not hold, unless the operator says why they accept it", async () => {
    const number = await orderIn("toValidate");
    const { db, files } = portal.services;
    const row = await db
      .selectFrom("document_to_sign")
      .innerJoin("signature_collection", "signature_collection.id", "document_to_sign.collection_id")
      .select(["collection_id", "signed_sha256"])
      .where("order_number", "=", number)
      .where("kind", "=", "termsOfUse")
      .executeTakeFirstOrThrow();
    const pdf = Buffer.from(await files.read(row.signed_sha256 ?? ""));
    // One byte of the signed text.
    pdf[100] = (pdf[100] ?? 0) ^ 1;
    const { sha256 } = await files.put(pdf);
    await db
      .updateTable("document_to_sign")
      .set({ signed_sha256: sha256 })
      .where("collection_id", "=", row.collection_id)
      .where("kind", "=", "termsOfUse")
      .execute();
    const answer = await post(number, "/documents-to-sign/termsOfUse/validation");
    expect([answer.status, answer.body.reason]).toEqual([409, "signaturesNotAllValid"]);
    expect((await detail(number)).status).toBe("toValidate");

    const url = "/documents-to-sign/termsOfUse/validation";
    expect((await post(number, url, { reason: "vu" })).status).toBe(400);
    const reason = "Original papier signé, reçu et comparé ce jour.";
    expect((await post(number, url, { reason })).status).toBe(200);
    const validated = (await eventsOf(number)).find(({ type }) => type === "signaturesValidated");
    expect(validated).toMatchObject({ indication: "TOTAL-FAILED", reason });
  });

  test("by two operators at once counts once", async () => {
    const number = await orderIn("toValidate");
    const colleague = await signIn(portal, "SUPPORT");
    const { version } = await detail(number);
    const url = `/api/orders/${number}/documents-to-sign/termsOfUse/validation`;
    const answers = await Promise.all([
      operator.request("POST", url, { version }),
      colleague.request("POST", url, { version }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

describe("DETAIL-8 two operators on one order", () => {
  test("the second is told who changed what, and nothing is overwritten", async () => {
    const number = await createOrder(intake, anOrder());
    const colleague = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
    const seen = await detail(number);
    const mine = structuredClone(seen.information);
    mine.holder.familyName = "Fleurie";
    const theirs = structuredClone(seen.information);
    theirs.holder.address.city = "Lyon";
    const url = `/api/orders/${number}/information`;
    expect((await colleague.request("PUT", url, { version: seen.version, information: theirs })).status).toBe(
      200,
    );
    const refused = await operator.request("PUT", url, { version: seen.version, information: mine });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: "conflict",
      changedBy: "Jean Bonbeurre",
      changedWhat: "informationModified",
    });
    expect((await detail(number)).information.holder).toMatchObject({
      familyName: "Fleury",
      address: { city: "Lyon" },
    });
    expect((await eventsOf(number)).at(-1)).toEqual({
      type: "informationModified",
      changes: [{ field: "holder.address.city", from: "Paris", to: "Lyon" }],
    });
  });
});
