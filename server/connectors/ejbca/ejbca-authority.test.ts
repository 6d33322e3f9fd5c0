/** Against a double that answers as EJBCA does; and against EJBCA itself when `EJBCA_URL` names one. */
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeSigningRequest } from "../../../neighbours/certification-authority/signing-request.ts";
import { request, serialOf, subject } from "../../../neighbours/certification-authority/test-authority.ts";
import { createTestLedgers } from "../../../tests/builders/test-ledger.ts";
import { certificationAuthorityContract } from "../../../tests/contracts/certification-authority.ts";
import { CA_NAME, EjbcaDouble } from "../../../tests/doubles/ejbca-double.ts";
import { SettableClock, systemClock } from "../../platform/clock.ts";
import { readConfig } from "../../platform/config.ts";
import { createEjbcaAuthority, type EjbcaSettings } from "./ejbca-authority.ts";

const START = new Date("2025-05-12T13:42:07.512Z");

/** The connector before a double of its own. */
async function connect(more: Partial<EjbcaSettings> = {}) {
  const double = await EjbcaDouble.start();
  const ledgers = await createTestLedgers("ejbca");
  const clock = new SettableClock(START);
  const settings: EjbcaSettings = {
    url: double.url,
    tls: { ...(await double.client()), ca: double.server.root },
    timeoutSeconds: 20,
    certificationAuthority: CA_NAME,
    endEntityProfile: "PORTAIL",
    certificateProfiles: { token: "TOKEN", software: "SOFTWARE" },
    ...more,
  };
  const authority = createEjbcaAuthority(settings, { ledger: ledgers.open(), clock });
  return {
    double,
    authority,
    /** As another process opens what this one left, after `minutes`. */
    reopen: async (minutes = 0) => {
      clock.set(new Date(clock.now().getTime() + minutes * 60_000));
      return createEjbcaAuthority(settings, { ledger: ledgers.open(), clock });
    },
    later: () => clock.set(new Date(clock.now().getTime() + 10 * 60_000)),
    async stop() {
      authority.close();
      await double.server.stop();
      await ledgers.close();
    },
  };
}

certificationAuthorityContract(
  "EJBCA, by its double",
  async () => {
    const { authority, double, later, stop } = await connect();
    return {
      authority,
      now: () => START,
      unreachable: (work) => double.server.while("unreachable", work),
      later,
      issued: () => double.server.issued,
      stop,
    };
  },
  { canBeCutOff: true },
);

if (process.env.EJBCA_URL)
  certificationAuthorityContract("EJBCA itself", async () => {
    const { authority: settings } = readConfig({ ...process.env, CA_KIND: "ejbca" });
    if (settings.kind !== "ejbca") throw new Error("not EJBCA");
    const ledgers = await createTestLedgers("ejbca");
    const authority = createEjbcaAuthority(settings.ejbca, { ledger: ledgers.open(), clock: systemClock });
    return {
      authority,
      now: () => systemClock.now(),
      async stop() {
        authority.close();
        await ledgers.close();
      },
    };
  });

describe("EJBCA", () => {
  let ejbca: Awaited<ReturnType<typeof connect>>;
  beforeEach(async () => {
    ejbca = await connect({ timeoutSeconds: 2 });
  });
  afterEach(() => ejbca.stop());

  const ENROLL = "/pkcs10enroll";
  const asked = (requestId: string) => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return request(requestId, { csr: makeSigningRequest(privateKey, subject) });
  };

  test("FLOW-6 an answer that was lost is found by the user name, also by another process", async () => {
    const { double, authority } = ejbca;
    const lost = asked("r1");
    const losing = () => expect(authority.enroll(lost)).rejects.toThrow();
    await double.server.while("answerLost", losing, ENROLL);
    const other = await ejbca.reopen();
    expect(await other.enroll(lost)).toMatchObject({ state: "issued" });
    other.close();
    expect(double.server.issued).toBe(1);
  });

  test("FLOW-6 a key pair outlives a lost answer: its container opens with its certificate", async () => {
    const { double, authority } = ejbca;
    const losing = () => expect(authority.enroll(request("r1"))).rejects.toThrow();
    await double.server.while("answerLost", losing, ENROLL);
    const other = await ejbca.reopen();
    const issued = await other.enroll(request("r1"));
    other.close();
    expect(issued).toMatchObject({ state: "issued", keyContainer: { password: expect.any(String) } });
    expect(double.server.issued).toBe(1);
  });

  test("FLOW-6 what may still be at work is not asked again before it has settled", async () => {
    const { double, authority } = ejbca;
    const slow = asked("r1");
    await double.server.while("silent", () => expect(authority.enroll(slow)).rejects.toThrow(), ENROLL);
    await expect(authority.enroll(slow)).rejects.toThrow("may still be issuing");
    const later = await ejbca.reopen(3);
    expect(await later.enroll(slow)).toMatchObject({ state: "issued" });
    later.close();
    expect(double.server.issued).toBe(1);
  });

  test.each([
    ["overloaded", ENROLL],
    ["unreachable", ""],
  ] as const)(
    "FLOW-6 an authority that is %s did nothing: it is asked again at once",
    async (fault, path) => {
      const { double, authority } = ejbca;
      const again = asked("r1");
      await double.server.while(fault, () => expect(authority.enroll(again)).rejects.toThrow(), path);
      expect(await authority.enroll(again)).toMatchObject({ state: "issued" });
    },
  );

  test("FLOW-6 an enrollment that waits for approval is pending, and finalized once it is approved", async () => {
    const { double, authority } = ejbca;
    double.wantsApproval = true;
    const waiting = asked("r1");
    expect(await authority.enroll(waiting)).toEqual({ state: "pending" });
    expect(await authority.findByRequestId("r1")).toEqual({ state: "pending" });
    const [approval] = double.approvals.values();
    if (!approval) throw new Error("no approval");
    approval.state = "approved";
    const losing = () => expect(authority.findByRequestId("r1")).rejects.toThrow();
    await double.server.while("answerLost", losing, "/finalize");
    expect(await authority.findByRequestId("r1")).toMatchObject({ state: "issued" });
    expect(await authority.enroll(waiting)).toMatchObject({ state: "issued" });
    expect([double.server.issued, double.approvals.size]).toEqual([1, 1]);
  });

  test("FLOW-6 an enrollment that somebody refuses is rejected, in EJBCA's words", async () => {
    const { double, authority } = ejbca;
    double.wantsApproval = true;
    await authority.enroll(asked("r1"));
    const [approval] = double.approvals.values();
    if (!approval) throw new Error("no approval");
    approval.state = "rejected";
    const refused = { state: "rejected", reason: "Request with Id '1000' has been rejected" };
    expect(await authority.findByRequestId("r1")).toEqual(refused);
    expect(await authority.enroll(asked("r1"))).toEqual(refused);
  });

  test("FLOW-6 a profile that is not configured, and a CA that is not there, are told", async () => {
    const unknown = await ejbca.authority.enroll(request("r1", { profile: "operator" }));
    expect(unknown).toMatchObject({ state: "rejected", reason: { code: "noProfile" } });
    const elsewhere = await connect({ certificationAuthority: "Autre" });
    await expect(elsewhere.authority.chain()).rejects.toThrow("Autre");
    await elsewhere.stop();
  });

  test("CERT-3 a certificate that EJBCA does not know cannot be revoked", async () => {
    const result = await ejbca.authority.enroll(asked("r1"));
    if (result.state !== "issued") throw new Error("not issued");
    await expect(ejbca.authority.revoke("5a00", "superseded")).rejects.toThrow("5a00");
    await ejbca.authority.revoke(serialOf(result.certificate), "privilegeWithdrawn");
    expect(await ejbca.authority.revocations()).toMatchObject([{ reason: "privilegeWithdrawn" }]);
  });

  test("CERT-3 EJBCA is not asked to revoke twice: it may be configured to let the later reason stand", async () => {
    const result = await ejbca.authority.enroll(asked("r1"));
    if (result.state !== "issued") throw new Error("not issued");
    const serial = serialOf(result.certificate);
    await ejbca.authority.revoke(serial, "superseded");
    await ejbca.authority.revoke(serial, "keyCompromise");
    expect(ejbca.double.server.answered.filter((call) => call === "PUT revoke")).toHaveLength(1);
  });

  test("FLOW-6 a certificate for another key than the portal's is revoked at once, and told", async () => {
    ejbca.double.server.swapsKeys = true;
    const result = await ejbca.authority.enroll(request("r1"));
    expect(result).toMatchObject({ state: "rejected", reason: { code: "otherKeyCertified" } });
    expect(await ejbca.authority.findByRequestId("r1")).toEqual(result);
    expect(await ejbca.authority.revocations()).toMatchObject([{ reason: "superseded" }]);
  });

  test("a portal without its certificate is told what EJBCA says", async () => {
    const { double } = ejbca;
    const ledgers = await createTestLedgers("ejbca");
    const settings: EjbcaSettings = {
      url: double.url,
      tls: { ca: double.server.root },
      timeoutSeconds: 2,
      certificationAuthority: CA_NAME,
      endEntityProfile: "PORTAIL",
      certificateProfiles: {},
    };
    const authority = createEjbcaAuthority(settings, { ledger: ledgers.open(), clock: systemClock });
    await expect(authority.chain()).rejects.toThrow("no client certificate");
    authority.close();
    await ledgers.close();
  });
});
