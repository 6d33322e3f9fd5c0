/** A portal that is stopped while neighbours answer: what is under way ends right, or runs again and ends right. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { freePorts } from "../../tests/builders/portal-process.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { CA_NAME, EjbcaDouble } from "../../tests/doubles/ejbca-double.ts";
import { Gate } from "../../tests/doubles/gate.ts";
import { startMailServer } from "../../tests/doubles/mail-server.ts";
import { readConfig } from "../platform/config.ts";
import { type Portal, startPortal } from "./portal.ts";

/** Has the orders ready, and looks at them afterwards; the portal that is stopped works on the same database and folder. */
let before: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let folder: string;
const ending: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  before = await createTestPortal();
  intake = await createAuthority(before);
  operator = await signIn(before, "RA_INTERNAL");
  folder = await mkdtemp(join(tmpdir(), "portail-stop-"));
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});
afterAll(async () => {
  await before.close();
  await rm(folder, { recursive: true });
});

async function start(environment: Record<string, string> = {}): Promise<Portal> {
  const [port, neighbours, card] = await freePorts(3);
  const owner = new URL(inject("postgres").owner);
  owner.pathname = new URL(before.databaseUrl).pathname;
  const portal = await startPortal(
    readConfig({
      DATA_DIR: before.services.config.dataDir,
      DATABASE_URL: before.databaseUrl,
      DATABASE_OWNER_URL: owner.href,
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      LOG_LEVEL: "silent",
      ...environment,
    }),
  );
  ending.push(() => portal.close());
  return portal;
}

const detail = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

async function orderIn(status: "toVerify" | "toValidate" | "toGenerate"): Promise<number> {
  const number = await createOrder(intake, anOrder({ medium: "token" }));
  await bringTo(before, operator, number, status);
  return number;
}

/** An outside authority, as the environment names it. */
async function outsideAuthority(): Promise<{ double: EjbcaDouble; environment: Record<string, string> }> {
  const double = await EjbcaDouble.start();
  ending.push(() => double.server.stop());
  const { cert, key } = await double.client();
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  return {
    double,
    environment: {
      CA_KIND: "ejbca",
      EJBCA_URL: double.url,
      EJBCA_CLIENT_CERTIFICATE_FILE: await file("ra.crt", cert),
      EJBCA_CLIENT_KEY_FILE: await file("ra.key", key),
      EJBCA_SERVER_CA_FILE: await file("ca.crt", double.server.root),
      EJBCA_CA_NAME: CA_NAME,
      EJBCA_END_ENTITY_PROFILE: "PORTAIL",
      EJBCA_TOKEN_PROFILE: "TOKEN",
      EJBCA_SOFTWARE_PROFILE: "SOFTWARE",
    },
  };
}

describe("FLOW-6 stopped while the authority answers", () => {
  test("waits for the certificate that is being issued, and records it", async () => {
    const number = await orderIn("toGenerate");
    const { double, environment } = await outsideAuthority();
    const gate = new Gate();
    double.server.gate = { ending: "/pkcs10enroll", gate };
    const portal = await start(environment);
    await gate.arrived;
    const stopped = portal.close();
    gate.open();
    await stopped;
    expect(await detail(number)).toMatchObject({ status: "toDeliver", issuance: { state: "issued" } });
    expect(double.server.issued).toBe(1);
  });

  test("gives up an answer that does not come in time, and finds the certificate at its next start", async () => {
    const number = await orderIn("toGenerate");
    const { double, environment } = await outsideAuthority();
    const gate = new Gate();
    double.server.gate = { ending: "/pkcs10enroll", gate };
    const portal = await start({ ...environment, STOP_SECONDS: "1" });
    await gate.arrived;
    await portal.close();
    expect(await detail(number)).toMatchObject({ status: "toGenerate", issuance: { state: "underWay" } });
    gate.open();
    double.server.gate = undefined;

    await start(environment);
    await expect.poll(async () => (await detail(number)).status, { timeout: 50_000 }).toBe("toDeliver");
    expect(double.server.issued).toBe(1);
  });
});

describe("NOTIFY-2 stopped while a mail is handed over", () => {
  test("waits for the server's answer, and notes that the mail left", async () => {
    const number = await orderIn("toVerify");
    const gate = new Gate();
    const server = await startMailServer({ gate });
    ending.push(() => server.stop());
    const portal = await start({ SMTP_URL: server.url });
    const { version } = await detail(number);
    const body = { version, template: "free", text: "Bonjour.", declareIncomplete: false };
    expect((await operator.request("POST", `/api/orders/${number}/notifications`, body)).status).toBe(200);
    await gate.arrived;
    const stopped = portal.close();
    gate.open();
    await stopped;
    const events = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(events.map(({ event }: { event: { type: string } }) => event.type)).toContain("mailSent");
    expect(server.received.filter((line) => line.includes("\r\nBonjour."))).toHaveLength(1);
  });
});

describe("DETAIL-5 stopped while signatures are validated", () => {
  test("answers with what they are worth, and keeps what the operator decided", async () => {
    const number = await orderIn("toValidate");
    const portal = await start();
    const gate = new Gate();
    const { signatureValidator } = portal.services;
    portal.services.signatureValidator = instead(signatureValidator, {
      async validate(pdf, options) {
        await gate.pass();
        return signatureValidator.validate(pdf, options);
      },
    });
    const asking = fetch(`${portal.url}/api/orders/${number}/documents-to-sign/termsOfUse/validation`, {
      method: "POST",
      headers: { cookie: operator.cookie, origin: portal.url, "content-type": "application/json" },
      body: JSON.stringify({ version: (await detail(number)).version }),
    });
    await gate.arrived;
    const stopped = portal.close();
    gate.open();
    expect((await asking).status).toBe(200);
    await stopped;
    const validated = (await detail(number)).documentsToSign.find(
      ({ kind }: { kind: string }) => kind === "termsOfUse",
    );
    expect(validated.validatedBy).toBe(operator.displayName);
  });

  test("takes no further request", async () => {
    const portal = await start();
    await portal.close();
    await expect(fetch(`${portal.url}/healthz`)).rejects.toThrow();
  });
});
