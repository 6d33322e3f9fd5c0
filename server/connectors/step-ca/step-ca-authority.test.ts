/** Against a double that answers as step-ca does; and against step-ca itself when `STEP_CA_URL` names one. */
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeSigningRequest } from "../../../neighbours/certification-authority/signing-request.ts";
import { request, subject } from "../../../neighbours/certification-authority/test-authority.ts";
import { createTestLedgers } from "../../../tests/builders/test-ledger.ts";
import { certificationAuthorityContract } from "../../../tests/contracts/certification-authority.ts";
import { PROVISIONER, StepCaDouble } from "../../../tests/doubles/step-ca-double.ts";
import { SettableClock, systemClock } from "../../platform/clock.ts";
import { readConfig } from "../../platform/config.ts";
import { createStepCaAuthority, type StepCaSettings } from "./step-ca-authority.ts";

const START = new Date("2025-05-12T13:42:07.512Z");

/** The connector before a double of its own. */
async function connect(more: Partial<StepCaSettings> = {}) {
  const double = await StepCaDouble.start();
  const ledgers = await createTestLedgers("step-ca");
  const settings: StepCaSettings = {
    url: double.server.url,
    timeoutSeconds: 20,
    rootFingerprint: double.rootFingerprint,
    provisioner: PROVISIONER,
    provisionerKey: double.provisionerKey,
    ...more,
  };
  const open = () =>
    createStepCaAuthority(settings, { ledger: ledgers.open(), clock: new SettableClock(START) });
  const authority = await open();
  return {
    double,
    authority,
    /** As another process opens what this one left. */
    open,
    async stop() {
      authority.close();
      await double.server.stop();
      await ledgers.close();
    },
  };
}

certificationAuthorityContract(
  "step-ca, by its double",
  async () => {
    const { authority, double, stop } = await connect();
    return {
      authority,
      now: () => START,
      unreachable: (work) => double.server.while("unreachable", work),
      issued: () => double.server.issued,
      stop,
    };
  },
  { canBeCutOff: true },
);

if (process.env.STEP_CA_URL)
  certificationAuthorityContract("step-ca itself", async () => {
    const { authority: settings } = readConfig({ ...process.env, CA_KIND: "step-ca" });
    if (settings.kind !== "step-ca") throw new Error("not step-ca");
    const ledgers = await createTestLedgers("step-ca");
    const authority = createStepCaAuthority(settings.stepCa, { ledger: ledgers.open(), clock: systemClock });
    return {
      authority,
      now: () => systemClock.now(),
      async stop() {
        authority.close();
        await ledgers.close();
      },
    };
  });

describe("step-ca", () => {
  let stepCa: Awaited<ReturnType<typeof connect>>;
  beforeEach(async () => {
    stepCa = await connect({ timeoutSeconds: 2 });
  });
  afterEach(() => stepCa.stop());

  const asked = (requestId: string) => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return request(requestId, { csr: makeSigningRequest(privateKey, subject) });
  };

  test("FLOW-6 an answer that was lost is told, and nothing is issued again, whoever asks", async () => {
    const { double, authority } = stepCa;
    const lost = asked("r1");
    const losing = () => expect(authority.enroll(lost)).rejects.toThrow();
    await double.server.while("answerLost", losing, "/sign");
    const other = await stepCa.open();
    const told = await other.enroll(lost);
    other.close();
    expect(told).toMatchObject({
      state: "rejected",
      reason: { code: "answerLost", params: { product: "step-ca" } },
    });
    expect(await authority.findByRequestId("r1")).toEqual(told);
    expect(double.server.issued).toBe(1);
  });

  test.each(["silent", "overloaded", "broken"] as const)(
    "FLOW-6 a request that step-ca never took up (%s) is issued by the next try",
    async (fault) => {
      const { double, authority } = stepCa;
      const again = asked("r1");
      await double.server.while(fault, () => expect(authority.enroll(again)).rejects.toThrow(), "/sign");
      expect(await authority.enroll(again)).toMatchObject({ state: "issued" });
      expect(double.server.issued).toBe(1);
    },
  );

  test("FLOW-6 a provisioner that is not accepted is told in step-ca's words, not as a lost answer", async () => {
    const stranger = await connect({ provisioner: "somebody" });
    expect(await stranger.authority.enroll(asked("r1"))).toMatchObject({
      state: "rejected",
      reason: expect.stringContaining("lacked necessary authorization"),
    });
    await stranger.stop();
  });

  test("FLOW-6 a certificate for another key than the portal's is revoked at once, and told", async () => {
    stepCa.double.server.swapsKeys = true;
    const result = await stepCa.authority.enroll(request("r1"));
    expect(result).toMatchObject({ state: "rejected", reason: { code: "otherKeyCertified" } });
    expect(await stepCa.authority.findByRequestId("r1")).toEqual(result);
    expect(await stepCa.authority.revocations()).toMatchObject([{ reason: "superseded" }]);
  });

  test("CERT-2 a certificate lives as long as its medium says", async () => {
    const years = async (profile: "token" | "software") => {
      const result = await stepCa.authority.enroll({ ...asked(profile), profile });
      if (result.state !== "issued") throw new Error("not issued");
      return new X509Certificate(result.certificate).validToDate.toISOString();
    };
    expect(await years("token")).toBe("2028-05-12T13:42:06.000Z");
    expect(await years("software")).toBe("2026-05-12T13:42:06.000Z");
    expect(await stepCa.authority.enroll(request("r3", { profile: "operator" }))).toMatchObject({
      state: "rejected",
    });
  });

  test("nothing is believed under another root than the pinned one", async () => {
    const other = await connect({ rootFingerprint: "00".repeat(32) });
    await expect(other.authority.chain()).rejects.toThrow("was not found");
    await other.stop();
  });
});
