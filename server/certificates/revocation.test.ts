import { X509Certificate } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { checkChain } from "../journal/journal-store.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import { carryOutRevocation } from "./carry-out-revocation.ts";
import { refreshCertificateStatus } from "./refresh-status.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let real: CertificationAuthority;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  real = portal.services.certificationAuthority;
});
afterEach(() => {
  portal.services.certificationAuthority = real;
  portal.clock.release();
});
afterAll(() => portal.close());

type Certificate = { number: number; order: number; subscriber: ReturnType<typeof anOrder>["subscriber"] };

async function issue(change: Parameters<typeof anOrder>[0] = {}): Promise<Certificate> {
  const entered = anOrder(change);
  const order = await createOrder(intake, entered);
  await bringTo(portal, operator, order, "toGenerate");
  await portal.runJobs();
  const { certificateNumber } = (await operator.request("GET", `/api/orders/${order}`)).body;
  return { number: certificateNumber, order, subscriber: entered.subscriber };
}

const read = async (number: number, by = operator) =>
  (await by.request("GET", `/api/certificates/${number}`)).body;

const revoke = (number: number, body: object = {}, by = operator) =>
  by.request("POST", `/api/certificates/${number}/revocation`, {
    reason: "keyCompromise",
    typedNumber: String(number),
    ...body,
  });

async function eventsOf(order: number, ...types: string[]) {
  const history = (await operator.request("GET", `/api/orders/${order}/history`)).body;
  return history.filter((entry: { event: { type: string } }) => types.includes(entry.event.type));
}

const down = () => Promise.reject(new Error("connection refused"));

describe("CERT-4 a revocation asked for from the portal", () => {
  test("is on record with its clock, carried out, and confirmed by what the authority publishes", async () => {
    const { number, order } = await issue();
    portal.clock.set(new Date("2025-05-12T13:42:00Z"));
    const asked = await revoke(number, { reason: "cessationOfOperation" });
    expect(asked.status).toBe(200);
    expect(asked.body).toMatchObject({ status: "valid", revocationBlock: "alreadyRequested" });
    expect(asked.body.revocation).toEqual({
      reason: "cessationOfOperation",
      requestedBy: "Jean Bonbeurre",
      requestedAt: "2025-05-12T13:42:00.000Z",
      publishBefore: "2025-05-13T13:42:00.000Z",
      state: "requested",
      publishedAt: null,
    });
    await portal.runJobs();
    expect(await read(number)).toMatchObject({
      status: "revoked",
      revokedAt: "2025-05-12T13:42:00.000Z",
      revocationReason: "cessationOfOperation",
      revocation: { state: "published", publishedAt: "2025-05-12T13:42:00.000Z" },
      revocationBlock: "alreadyRevoked",
    });
    const events = await eventsOf(order, "revocationRequested", "certificateRevoked");
    expect(events).toMatchObject([
      { actorKind: "system", event: { type: "certificateRevoked", reason: "cessationOfOperation" } },
      {
        actorKind: "operator",
        actorName: "Jean Bonbeurre",
        event: { type: "revocationRequested", certificateNumber: number, reason: "cessationOfOperation" },
      },
    ]);
    expect((await checkChain(portal.services.db)).broken).toBeNull();
  });

  test("is made once, also when two operators ask at once", async () => {
    const { number, order } = await issue();
    const other = await signIn(portal, "SUPPORT");
    const answers = await Promise.all([revoke(number), revoke(number, { reason: "superseded" }, other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await portal.runJobs();
    const again = await revoke(number);
    expect([again.status, again.body.code, again.body.revocationBlock]).toEqual([
      409,
      "notRevocable",
      "alreadyRevoked",
    ]);
    expect(await eventsOf(order, "revocationRequested")).toHaveLength(1);
    expect(await eventsOf(order, "certificateRevoked")).toHaveLength(1);
  });

  test("needs the number of the certificate, typed, and a reason of the list", async () => {
    const { number, order } = await issue();
    const wrong = await revoke(number, { typedNumber: String(order) });
    expect([wrong.status, wrong.body.code]).toEqual([422, "confirmationMismatch"]);
    for (const reason of ["certificateHold", "", undefined])
      expect((await revoke(number, { reason })).status).toBe(400);
    expect(await read(number)).toMatchObject({ revocation: null, revocationBlock: null, status: "valid" });
  });

  test("an expired certificate is not revoked", async () => {
    const { number } = await issue();
    portal.clock.set(new Date(Date.parse((await read(number)).notAfter) + 1000));
    const later = await signIn(portal, "RA_INTERNAL", { name: "Plus tard" });
    const answer = await revoke(number, {}, later);
    expect([answer.status, answer.body.revocationBlock]).toEqual([409, "expired"]);
  });

  test("ROLE-1 is for who may cancel orders, and within the perimeter", async () => {
    const { number } = await issue();
    for (const role of ["RA_EXTERNAL", "AUDITOR"] as const) {
      const inside = await signIn(portal, role);
      expect((await revoke(number, {}, inside)).status).toBe(403);
      expect((await read(number, inside)).revocationBlock).toBe("forbidden");
      const outside = await signIn(portal, role, { name: "Dehors", registrationAuthorities: ["AE2"] });
      expect((await revoke(number, {}, outside)).status).toBe(404);
    }
    expect((await revoke(987_654)).status).toBe(404);
    expect((await read(number)).revocation).toBeNull();
    expect((await revoke(number, {}, await signIn(portal, "SUPPORT"))).status).toBe(200);
    await portal.runJobs();
  });

  test("FLOW-6 is asked again while the authority is down, and says so", async () => {
    const { number } = await issue();
    portal.services.certificationAuthority = instead(real, { revoke: down });
    expect((await revoke(number)).status).toBe(200);
    await expect(carryOutRevocation(portal.services, number)).rejects.toThrow("refused");
    expect(await read(number)).toMatchObject({ status: "valid", revocation: { state: "unreachable" } });
    portal.services.certificationAuthority = real;
    await carryOutRevocation(portal.services, number);
    expect(await read(number)).toMatchObject({ status: "revoked", revocation: { state: "published" } });
    await portal.runJobs();
  });

  test("FLOW-6 taken by an authority that publishes later, it waits for that; asked twice, nothing changes", async () => {
    const { number, order } = await issue();
    const published = await real.revocations();
    let asked = 0;
    portal.services.certificationAuthority = instead(real, {
      revocations: async () => published,
      async revoke(...given: Parameters<CertificationAuthority["revoke"]>) {
        asked += 1;
        await real.revoke(...given);
      },
    });
    await revoke(number);
    await portal.runJobs();
    await carryOutRevocation(portal.services, number);
    expect(asked).toBe(1);
    expect(await read(number)).toMatchObject({ status: "valid", revocation: { state: "accepted" } });
    portal.services.certificationAuthority = real;
    await Promise.all([refreshCertificateStatus(portal.services), refreshCertificateStatus(portal.services)]);
    expect(await read(number)).toMatchObject({ status: "revoked", revocation: { state: "published" } });
    expect(await eventsOf(order, "certificateRevoked")).toHaveLength(1);
  });
});

describe("CERT-3 a revocation made elsewhere", () => {
  const serialOf = async (number: number): Promise<string> => (await read(number)).serialNumber;

  test("LIST-2 moves the orders of the subscriber with the status, in one step", async () => {
    const { number, subscriber } = await issue();
    const waiting = await createOrder(intake, anOrder({ subscriber }));
    const priority = async () => (await operator.request("GET", `/api/orders/${waiting}`)).body.priority;
    const first = async () =>
      (await operator.request("GET", `/api/orders?number=${waiting}`)).body.rows[0].priority;
    expect([await priority(), await first()]).toEqual(["valid", "valid"]);
    await real.revoke(await serialOf(number), "privilegeWithdrawn");
    await refreshCertificateStatus(portal.services);
    expect([await priority(), await first()]).toEqual(["revoked", "revoked"]);
    expect(await read(number)).toMatchObject({ status: "revoked", revocation: null });
  });

  test("is seen of an authority that publishes no list, by asking for each certificate", async () => {
    const certificates = [await issue(), await issue(), await issue()];
    const [, revoked, unanswered] = await Promise.all(certificates.map(({ number }) => serialOf(number)));
    await real.revoke(revoked ?? "", "affiliationChanged");
    const [issuing = new Uint8Array()] = await real.chain();
    portal.services.certificationAuthority = instead(real, {
      revocations: async () => undefined,
      async status(issuer, serial) {
        expect(new X509Certificate(issuer).raw).toEqual(Buffer.from(issuing));
        return serial === unanswered ? down() : real.status(issuer, serial);
      },
    });
    // One that cannot be asked keeps nothing of the others; it is said, and asked again the next time.
    await expect(refreshCertificateStatus(portal.services)).rejects.toThrow("refused");
    const statuses = await Promise.all(certificates.map(async ({ number }) => (await read(number)).status));
    expect(statuses).toEqual(["valid", "revoked", "valid"]);
  });
});
