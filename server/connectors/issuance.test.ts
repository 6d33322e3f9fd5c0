/** An order's way to its certificate and to its revocation, with a real authority's connector behind the port. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import type { AuthorityDouble } from "../../tests/doubles/authority-double.ts";
import { CA_NAME, EjbcaDouble } from "../../tests/doubles/ejbca-double.ts";
import { PROVISIONER, StepCaDouble } from "../../tests/doubles/step-ca-double.ts";
import { refreshCertificateStatus } from "../certificates/refresh-status.ts";
import { systemClock } from "../platform/clock.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import { RequestLedger } from "./certification-authority/request-ledger.ts";
import { createEjbcaAuthority } from "./ejbca/ejbca-authority.ts";
import { createStepCaAuthority } from "./step-ca/step-ca-authority.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

type Connected = { authority: CertificationAuthority & { close(): void }; server: AuthorityDouble };

async function byEjbca(): Promise<Connected> {
  const double = await EjbcaDouble.start();
  const settings = {
    url: double.url,
    tls: { ...(await double.client()), ca: double.server.root },
    timeoutSeconds: 20,
    certificationAuthority: CA_NAME,
    endEntityProfile: "PORTAIL",
    certificateProfiles: { token: "TOKEN", software: "SOFTWARE" },
  };
  const kept = { ledger: new RequestLedger(portal.services, "ejbca"), clock: systemClock };
  return { authority: createEjbcaAuthority(settings, kept), server: double.server };
}

async function byStepCa(): Promise<Connected> {
  const double = await StepCaDouble.start();
  const settings = {
    url: double.server.url,
    timeoutSeconds: 20,
    rootFingerprint: double.rootFingerprint,
    provisioner: PROVISIONER,
    provisionerKey: double.provisionerKey,
  };
  const kept = { ledger: new RequestLedger(portal.services, "step-ca"), clock: systemClock };
  return { authority: createStepCaAuthority(settings, kept), server: double.server };
}

describe("FLOW-3 an order, with a real authority behind the port", () => {
  test.each([
    ["EJBCA", byEjbca],
    ["step-ca", byStepCa],
  ])("%s: gets its certificate, its key, and the revocation that was made elsewhere", async (_, connect) => {
    const { authority, server } = await connect();
    server.ca.clock.set(systemClock.now());
    portal.services.certificationAuthority = authority;
    const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

    const number = await createOrder(intake, anOrder({ medium: "software" }));
    await bringTo(portal, operator, number, "toGenerate");
    await portal.runJobs();
    const order = await detail(number);
    expect(order).toMatchObject({ status: "toDeliver", issuance: { state: "issued" } });
    const address = `/api/certificates/${order.certificateNumber}`;
    const certificate = (await operator.request("GET", address)).body;
    expect(certificate).toMatchObject({ orderNumber: number, status: "valid" });
    expect(server.issued).toBe(1);

    await server.ca.authority.revoke(certificate.serialNumber, "keyCompromise");
    expect(await refreshCertificateStatus(portal.services)).toBe(1);
    expect((await operator.request("GET", address)).body).toMatchObject({ status: "revoked" });
    authority.close();
    await server.stop();
  });
});
