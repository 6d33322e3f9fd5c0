/** Documents that the signature service seals once for all signatories, with its own certificate. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import type { SignatureService } from "../ports/signature-service.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal({}, { SIGNATURE_SEAL: "once" });
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

/** An order whose documents came back sealed, by a service that answers otherwise where `over` says so. */
async function sealedOrder(over: Partial<SignatureService> = {}): Promise<number> {
  const real = portal.services.signatureService;
  portal.services.signatureService = instead(real, over);
  const number = await createOrder(intake, anOrder());
  await bringTo(portal, operator, number, "toValidate");
  portal.services.signatureService = real;
  return number;
}

const documentUrl = (number: number) => `/api/orders/${number}/documents-to-sign/subscriptionContract`;

async function validation(number: number) {
  const { version } = (await operator.request("GET", `/api/orders/${number}`)).body;
  return operator.request("POST", `${documentUrl(number)}/validation`, { version });
}

describe("DETAIL-5 a document sealed once for all", () => {
  test("is reported as such, with what the service recorded of each signatory, and can be validated", async () => {
    const number = await sealedOrder();
    const { body: report } = await operator.request("GET", `${documentUrl(number)}/signature-report`);
    expect(report).toMatchObject({
      indication: "TOTAL-PASSED",
      serviceSeal: "signature-seal",
      signatures: [{ field: "signature-seal", indication: "TOTAL-PASSED" }],
    });
    const recorded = report.evidence.map(({ role, events }: { role: string; events: { what: string }[] }) => [
      role,
      events.at(-1)?.what,
    ]);
    expect(recorded.sort()).toEqual([
      ["certificationAgent", "signed"],
      ["holder", "signed"],
      ["legalRepresentative", "signed"],
    ]);
    expect((await validation(number)).status).toBe(200);
  });

  test("HISTORY-2 the journal holds the digest of what the service recorded, as it was then", async () => {
    const number = await sealedOrder();
    const { body: history } = await operator.request("GET", `/api/orders/${number}/history`);
    const completed = history
      .map(({ event }: { event: { type: string; evidenceSha256?: string } }) => event)
      .find(({ type }: { type: string }) => type === "signatureCollectionCompleted");
    const kept = JSON.parse(
      Buffer.from(await portal.services.files.read(completed.evidenceSha256)).toString(),
    );
    expect(kept.sealCertificates).toHaveLength(1);
    expect(kept.signatories).toHaveLength(3);
  });

  test.each<[string, (real: SignatureService) => Partial<SignatureService>]>([
    [
      "whose seal the service does not call its own",
      (real) => ({ evidence: async (ref) => ({ ...(await real.evidence(ref)), sealCertificates: [] }) }),
    ],
    [
      "to which nothing shows that the holder agreed",
      (real) => ({
        async evidence(ref) {
          const evidence = await real.evidence(ref);
          const signatories = evidence.signatories.filter(({ role }) => role !== "holder");
          return { ...evidence, signatories };
        },
      }),
    ],
  ])("FLOW-5 one %s is validated only with a reason", async (_, over) => {
    const number = await sealedOrder(over(portal.services.signatureService));
    const answer = await validation(number);
    expect([answer.status, answer.body.reason]).toEqual([409, "signaturesNotAllValid"]);
  });
});
