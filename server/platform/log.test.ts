/** What the log says of calls that fail: codes down to the first cause, and no words. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { captureLog } from "../../tests/builders/captured-log.ts";
import { freePorts } from "../../tests/builders/portal-process.ts";
import { EjbcaDouble } from "../../tests/doubles/ejbca-double.ts";
import { startMailServer } from "../../tests/doubles/mail-server.ts";
import { createIdentityProviderClient } from "../access/identity-provider-client.ts";
import { createAuthorityHttp } from "../connectors/certification-authority/authority-http.ts";
import { callPort } from "../connectors/neighbours/neighbours-client.ts";
import { createS3FileStore } from "../connectors/s3/s3-file-store.ts";
import { openS3Space } from "../connectors/s3/s3-space.ts";
import { createSmtpMailer } from "../connectors/smtp/smtp-mailer.ts";
import { openDatabase } from "./database.ts";

let nobody = "";
const busy = createServer((_, response) => response.writeHead(502).end("Madame Dupont n'est pas là"));
let busyUrl = "";
beforeAll(async () => {
  nobody = `localhost:${(await freePorts(1))[0]}`;
  busy.listen(0, "127.0.0.1");
  await once(busy, "listening");
  busyUrl = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.unstubAllEnvs();
  busy.close();
});

type Logged = { err: { type: string; code?: string; causes?: { code?: string; status?: number }[] } };

/** The line that is logged of what a call throws. */
async function lineOf(call: Promise<unknown>): Promise<string> {
  const { log, written } = captureLog();
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  log.warn({ err: error }, "a call failed");
  return written.join("");
}

const codesIn = (line: string): unknown[] => {
  const { err } = JSON.parse(line) as Logged;
  return [err, ...(err.causes ?? [])].flatMap((one) => Object.values({ ...one, stack: undefined }));
};

const provider = (issuer: string) =>
  createIdentityProviderClient({
    issuer,
    clientId: "ae",
    clientSecret: "a secret of the provider's",
    redirectUri: "http://localhost/callback",
    afterSignOut: "http://localhost/out",
  });
const neighbours = (url: string) => callPort({ url, secret: "shared" }, "certification-authority").chain();

describe("OPS-16 a call that fails is logged with the codes of what caused it", () => {
  test.each<[string, () => Promise<unknown>, string | number]>([
    [
      "the identity provider, where nothing answers",
      () => provider(`http://${nobody}`).check(),
      "ECONNREFUSED",
    ],
    ["the identity provider, of no known host", () => provider("https://idp.invalid").check(), "ENOTFOUND"],
    ["the identity provider, that answers 502", () => provider(busyUrl).check(), 502],
    ["the neighbours, where nothing answers", () => neighbours(`http://${nobody}`), "ECONNREFUSED"],
    ["the neighbours, that answer 502", () => neighbours(busyUrl), "HTTP_502"],
    [
      "the authority, where nothing answers",
      () => createAuthorityHttp({ url: `https://${nobody}`, tls: {}, timeoutSeconds: 5 }).call("GET", "/"),
      "ECONNREFUSED",
    ],
    [
      "the authority, whose certificate nobody knows",
      () => unknownCertificate(),
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    ],
    ["the mail server, where nothing answers", () => mailTo(`smtp://${nobody}`), "ECONNREFUSED"],
    ["the mail server, that refuses", () => refusedMail(), 550],
    [
      "the database, where nothing answers",
      () => sql`SELECT 1`.execute(openDatabase(`postgres://x@${nobody}/x`)),
      "ECONNREFUSED",
    ],
    ["the database, that refuses", () => refusedStatement(), "22P02"],
    ["S3, where nothing answers", () => s3Get(`http://${nobody}`), "ECONNREFUSED"],
    ["S3, that answers 502", () => s3Get(busyUrl), 502],
  ])("%s", async (_, call, code) => {
    const line = await lineOf(call());
    expect(codesIn(line)).toContain(code);
    expect(line).not.toContain("Dupont");
  });

  test("the words of an error, which may quote what a person typed, are left out however deep they are", async () => {
    const cause = Object.assign(new Error("né Dupont"), { code: "né Dupont", status: "Dupont !" });
    const line = await lineOf(Promise.reject(new Error("Dupont", { cause })));
    expect(line).not.toContain("Dupont");
    expect((JSON.parse(line) as Logged).err.causes).toEqual([{ type: "Error" }]);
  });
});

async function unknownCertificate(): Promise<unknown> {
  const { server, url } = await EjbcaDouble.start();
  return createAuthorityHttp({ url, tls: {}, timeoutSeconds: 5 })
    .call("GET", "/")
    .finally(() => server.stop());
}

async function mailTo(url: string): Promise<void> {
  const mailer = createSmtpMailer({ url, from: "ae@x.example" });
  await mailer
    .send({ messageId: "1@x", to: "dupont@x.example", subject: "Dupont", text: "Dupont" })
    .finally(() => mailer.close());
}

async function refusedMail(): Promise<void> {
  const server = await startMailServer({ refusal: "550 Dupont unknown\r\n" });
  await mailTo(server.url).finally(() => server.stop());
}

async function refusedStatement(): Promise<void> {
  const db = openDatabase(inject("postgres").application, { max: 1 });
  await sql`SELECT ${"Dupont"}::integer`.execute(db).finally(() => db.destroy());
}

async function s3Get(endpoint: string): Promise<unknown> {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "x");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
  const place = { kind: "s3", bucket: "ae-files", prefix: "" } as const;
  const space = openS3Space(place, { endpoint, region: "us-east-1", pathStyle: true });
  return (await createS3FileStore(space, tmpdir())).read("ab".repeat(32));
}
