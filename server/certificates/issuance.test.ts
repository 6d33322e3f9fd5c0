import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSigningRequest } from "../../neighbours/certification-authority/signing-request.ts";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import type { CertificationAuthority, EnrollRequest } from "../ports/certification-authority.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { readCertificate } from "./read-certificate.ts";
import { refreshCertificateStatus } from "./refresh-status.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let real: CertificationAuthority;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
  real = portal.services.certificationAuthority;
});
afterAll(() => portal.close());

const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

async function validatedOrder(change: Parameters<typeof anOrder>[0] = {}) {
  const number = await createOrder(intake, anOrder(change));
  await bringTo(portal, operator, number, "toGenerate");
  return number;
}

async function requestIdOf(number: number): Promise<string> {
  const row = await portal.services.db
    .selectFrom("issuance")
    .select("request_id")
    .where("order_number", "=", number)
    .executeTakeFirstOrThrow();
  return row.request_id;
}

/** Puts an authority that answers otherwise behind the port, for as long as `work` runs. */
async function withAuthority(
  change: Partial<CertificationAuthority>,
  work: () => Promise<void>,
): Promise<void> {
  portal.services.certificationAuthority = instead(real, change);
  try {
    await work();
  } finally {
    portal.services.certificationAuthority = real;
  }
}

describe("FLOW-3 the certificate of a validated order", () => {
  test("CERT-2 has the approved subject, and the order is to deliver", async () => {
    const number = await validatedOrder({ medium: "token" });
    await portal.runJobs();
    const order = await detail(number);
    expect(order).toMatchObject({ status: "toDeliver", phase: "generated", issuance: { state: "issued" } });
    const certificate = (await operator.request("GET", `/api/certificates/${order.certificateNumber}`)).body;
    expect(certificate).toMatchObject({ orderNumber: number, medium: "token", status: "valid" });
    expect(certificate.subjectParts).toEqual(
      expect.arrayContaining([
        { name: "C", value: "FR" },
        { name: "O", value: "Certeurope" },
        { name: "organizationIdentifier", value: "NTRFR-434202180" },
        { name: "CN", value: "Anatolie Fleury" },
        { name: "SN", value: "Fleury" },
        { name: "GN", value: "Anatolie" },
        { name: "serialNumber", value: String(number) },
      ]),
    );
  });

  test("is issued for the key of the order's own request", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const der = makeSigningRequest(privateKey, {
      country: "FR",
      commonName: "Une Autre",
      surname: "Autre",
      givenName: "Une",
      serialNumber: "1",
    });
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
    const number = await validatedOrder({ certificateRequest: pem });
    await portal.runJobs();
    const { certificateNumber } = await detail(number);
    const answer = await operator.request("GET", `/api/certificates/${certificateNumber}/content`);
    const certificate = readCertificate(
      Buffer.from(String(answer.body).replaceAll(/-----[^-]+-----|\s/g, ""), "base64"),
    );
    expect(Buffer.from(certificate.publicKey)).toEqual(publicKey.export({ format: "der", type: "spki" }));
    const containers = await portal.services.db
      .selectFrom("key_container")
      .selectAll()
      .where("certificate_number", "=", certificateNumber)
      .execute();
    expect(containers).toEqual([]);
  });
});

describe("FLOW-6 when the authority", () => {
  test("is down, the order says so and the same request is made again later", async () => {
    const number = await validatedOrder();
    const requestId = await requestIdOf(number);
    const down = async () => {
      throw new Error("connection refused");
    };
    await withAuthority({ enroll: down, findByRequestId: down }, async () => {
      await expect(issueCertificate(portal.services, requestId)).rejects.toThrow();
    });
    expect((await detail(number)).issuance.explanation).toEqual({ code: "authorityUnreachable" });
    // The authority may have issued without being able to say so: cancelling now is refused.
    const { version } = await detail(number);
    const cancel = await operator.request("POST", `/api/orders/${number}/cancellation`, {
      version,
      typedNumber: String(number),
    });
    expect([cancel.status, cancel.body.reason]).toEqual([409, "issuanceUnderWay"]);
    await issueCertificate(portal.services, requestId);
    expect((await detail(number)).status).toBe("toDeliver");
  });

  test("issued and the portal died before writing it down, it is found again: nothing is issued twice", async () => {
    const number = await validatedOrder();
    const requestId = await requestIdOf(number);
    const issued: EnrollRequest[] = [];
    const enroll = async (request: EnrollRequest) => {
      issued.push(request);
      await real.enroll(request);
      throw new Error("the process died here");
    };
    await withAuthority({ enroll }, async () => {
      await expect(issueCertificate(portal.services, requestId)).rejects.toThrow("died");
      await issueCertificate(portal.services, requestId);
    });
    expect(issued).toHaveLength(1);
    expect((await detail(number)).status).toBe("toDeliver");
  });

  test("is asked by two processes at once, one certificate comes of it", async () => {
    const number = await validatedOrder();
    const requestId = await requestIdOf(number);
    await Promise.all([
      issueCertificate(portal.services, requestId),
      issueCertificate(portal.services, requestId),
    ]);
    await portal.runJobs();
    const rows = await portal.services.db
      .selectFrom("certificate")
      .select("number")
      .where("order_number", "=", number)
      .execute();
    expect(rows).toHaveLength(1);
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(
      history.filter((entry: { event: { type: string } }) => entry.event.type === "certificateGenerated"),
    ).toHaveLength(1);
  });

  test("refuses, the order says why and an operator can ask again", async () => {
    const number = await validatedOrder();
    const enroll = async () => ({ state: "rejected", reason: "Sujet refusé par la politique" }) as const;
    await withAuthority({ enroll }, () => portal.runJobs());
    const refused = await detail(number);
    expect(refused).toMatchObject({
      status: "toGenerate",
      issuance: {
        state: "failed",
        explanation: { code: "quoted", params: { text: "Sujet refusé par la politique" } },
      },
    });
    const again = await operator.request("POST", `/api/orders/${number}/issuance`, {
      version: refused.version,
    });
    expect(again.status).toBe(200);
    await portal.runJobs();
    expect((await detail(number)).status).toBe("toDeliver");
  });

  test("answers with somebody else's name, the certificate is revoked and not handed out", async () => {
    const number = await validatedOrder();
    const revoked: string[] = [];
    await withAuthority(
      {
        enroll: (request) =>
          real.enroll({ ...request, subject: { ...request.subject, commonName: "Un Autre" } }),
        async revoke(serial, reason) {
          revoked.push(serial);
          await real.revoke(serial, reason);
        },
      },
      () => portal.runJobs(),
    );
    expect(await detail(number)).toMatchObject({
      status: "toGenerate",
      issuance: { state: "failed" },
      certificateNumber: null,
    });
    expect(revoked).toHaveLength(1);
  });
});

describe("CERT-3 a certificate", () => {
  test("revoked at the authority shows as revoked, once in the history", async () => {
    const number = await validatedOrder();
    await portal.runJobs();
    const { certificateNumber } = await detail(number);
    const { serialNumber } = (await operator.request("GET", `/api/certificates/${certificateNumber}`)).body;
    await real.revoke(serialNumber, "keyCompromise");
    expect(await refreshCertificateStatus(portal.services)).toBeGreaterThanOrEqual(1);
    await refreshCertificateStatus(portal.services);
    const certificate = (await operator.request("GET", `/api/certificates/${certificateNumber}`)).body;
    expect(certificate).toMatchObject({ status: "revoked", revocationReason: "keyCompromise" });
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(
      history.filter((entry: { event: { type: string } }) => entry.event.type === "certificateRevoked"),
    ).toHaveLength(1);
  });

  test("shows as expired from the minute it is", async () => {
    const number = await validatedOrder({ medium: "software" });
    await portal.runJobs();
    const { certificateNumber } = await detail(number);
    const read = () =>
      operator.request("GET", `/api/certificates?status=expired&number=${certificateNumber}`);
    expect((await read()).body.total).toBe(0);
    const row = await portal.services.db
      .selectFrom("certificate")
      .select("not_after")
      .where("number", "=", certificateNumber)
      .executeTakeFirstOrThrow();
    portal.clock.set(new Date(row.not_after.getTime() + 60_000));
    const later = await signIn(portal, "SUPPORT", { name: "Un an plus tard" });
    const list = await later.request("GET", `/api/certificates?status=expired&number=${certificateNumber}`);
    portal.clock.release();
    expect(list.body.rows).toMatchObject([{ number: certificateNumber, status: "expired" }]);
  });
});

describe("the holder's key pair", () => {
  test("is retrieved with the code of the mail, and with no other", async () => {
    const number = await validatedOrder();
    await portal.services.db.selectFrom("message").select("id").execute();
    const sent: string[] = [];
    const mailer = portal.services.mailer;
    portal.services.mailer = { send: async (message) => void sent.push(message.text) };
    await portal.runJobs();
    portal.services.mailer = mailer;
    const mail = sent.find((text) => text.includes("/retrait/")) ?? "";
    const path = /\/retrait\/[\w-]+/.exec(mail)?.[0] ?? "";
    const code = /Code de retrait : (\S+)/.exec(mail)?.[1] ?? "";
    const open = (typed: string, file = "") =>
      portal.app.inject({
        method: "POST",
        url: path,
        headers: {
          origin: portal.services.config.publicUrl,
          "content-type": "application/x-www-form-urlencoded",
        },
        payload: `code=${typed}${file}`,
      });
    expect((await open("AAAA-AAAA-AAAA")).statusCode).toBe(403);
    expect((await open(code.toLowerCase())).body).toContain("Votre certificat est prêt");
    const file = await open(code, "&file=1");
    expect(file.headers["content-type"]).toBe("application/x-pkcs12");
    // DER: a SEQUENCE, as PKCS#12 begins (RFC 7292 §4).
    expect(file.rawPayload[0]).toBe(0x30);
    for (let tries = 0; tries < 6; tries++) await open("BBBB-BBBB-BBBB");
    expect((await open(code)).body).toContain("Trop de codes erronés");

    const stored = await portal.services.db
      .selectFrom("message")
      .select("body")
      .where("order_number", "=", number)
      .where("purpose", "=", "keyContainer")
      .execute();
    expect(stored).toEqual([{ body: "" }]);
  });
});
