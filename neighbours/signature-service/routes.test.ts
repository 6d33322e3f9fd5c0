import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTestbed, START, sampleCollection, type Testbed } from "./testing.ts";

let bed: Testbed;
let app: FastifyInstance;
let ref: string;
let address: string;

beforeEach(async () => {
  bed = await makeTestbed();
  app = Fastify();
  await app.register((scope) => bed.service.routes(scope), { prefix: "/sign" });
  ref = (await bed.service.create(await sampleCollection("order-1"))).ref;
  address = linkOf("lukasz@port.example");
});
afterEach(async () => {
  await app.close();
  await bed.close();
});

function linkOf(email: string): string {
  const mail = bed.mails.find(({ to }) => to === email);
  return /\/sign\/[\w-]{43}/.exec(mail?.text ?? "")?.[0] ?? "";
}

const open = (path = "") => app.inject({ url: `${address}${path}` });
const send = (path: string, form: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: `${address}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });

async function receiveCode(): Promise<string> {
  await send("/code");
  return /est : (\d{6})/.exec(bed.mails.at(-1)?.text ?? "")?.[1] ?? "";
}

/** A code that is not this one. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const signWith = (code: string) => send("/sign", { code, consent: "yes" });
const stateOfHolder = async () => (await bed.service.get(ref)).signers[0];

describe("the signing page", () => {
  test("FLOW-3 lists this signatory's documents, and opens them", async () => {
    const page = await open();
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("Conditions générales");
    expect(page.body).not.toContain("Procuration");
    const pdf = await open("/documents/termsOfUse");
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(pdf.headers["x-content-type-options"]).toBe("nosniff");
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    expect((await open("/documents/powerOfAttorney")).statusCode).toBe(404);
  });

  test("an unknown link says so, and pages never leave their address or what they run to others", async () => {
    const unknown = await app.inject({ url: `/sign/${"A".repeat(43)}` });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain("Lien inconnu");
    const { headers, body } = await open();
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["cache-control"]).toBe("no-store");
    const nonce = /nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "none";
    expect(body).toContain(`<style nonce="${nonce}">`);
    expect(body).not.toContain("<script");
  });

  test("names are escaped", async () => {
    const request = await sampleCollection("order-2");
    const [first, ...others] = request.signers;
    if (!first) throw new Error("no signatory");
    await bed.service.create({
      ...request,
      signers: [{ ...first, givenName: "<img src=x>", email: "x@y" }, ...others],
    });
    address = linkOf("x@y");
    expect((await open()).body).toContain("&lt;img src=x&gt;");
  });
});

describe("the one-time code", () => {
  test("FLOW-3 the right code signs everything, and the page says so", async () => {
    const code = await receiveCode();
    expect((await open()).body).toContain("Signez avec votre code");
    const answer = await signWith(code);
    expect(answer.statusCode).toBe(303);
    expect((await stateOfHolder())?.signedAt).toEqual(START);
    expect((await open()).body).toContain("Vos documents sont signés");
    expect(JSON.stringify(await bed.service.evidence(ref))).not.toContain(code);
    const { signatories } = await bed.service.evidence(ref);
    const events = signatories[0]?.events.map(({ what }) => what);
    expect(events).toEqual(["invited", "codeSent", "pageOpened", "codeAccepted", "consentGiven", "signed"]);
  });

  test("a wrong code does not sign, and after five even the right one does not", async () => {
    const code = await receiveCode();
    for (let i = 0; i < 5; i++) expect((await signWith(otherThan(code))).statusCode).toBe(422);
    const answer = await signWith(code);
    expect(answer.body).toContain("Trop d’essais");
    expect((await stateOfHolder())?.signedAt).toBeUndefined();
    expect((await signWith(await receiveCode())).statusCode).toBe(303);
  });

  test("tries are not given back by a restart", async () => {
    const code = await receiveCode();
    for (let i = 0; i < 5; i++) await signWith(otherThan(code));
    const restarted = await bed.restart();
    const other = Fastify();
    await other.register((scope) => restarted.routes(scope), { prefix: "/sign" });
    await app.close();
    app = other;
    expect((await signWith(code)).body).toContain("Trop d’essais");
  });

  test("a code lives ten minutes", async () => {
    const code = await receiveCode();
    bed.clock.set(new Date(START.getTime() + 10 * 60 * 1000));
    expect((await signWith(code)).body).toContain("expiré");
    expect((await stateOfHolder())?.signedAt).toBeUndefined();
  });

  test("the code of one signatory does not sign for another; consent is needed; codes are limited", async () => {
    const code = await receiveCode();
    expect((await send("/sign", { code })).statusCode).toBe(422);
    address = linkOf("anne@port.example");
    expect((await signWith(code)).statusCode).toBe(422);
    for (let i = 0; i < 5; i++) await receiveCode();
    expect((await send("/code")).body).toContain("Trop de codes");
  });
});

describe("refusing", () => {
  test("FLOW-6 a refusal needs a reason and a confirmation, and ends the collection", async () => {
    expect((await send("/refuse", { reason: "Erreur" })).statusCode).toBe(422);
    expect((await send("/refuse", { reason: "  ", confirm: "yes" })).statusCode).toBe(422);
    expect((await send("/refuse", { reason: "Erreur de nom", confirm: "yes" })).statusCode).toBe(303);
    expect(await bed.service.get(ref)).toMatchObject({ state: "refused" });
    expect((await open()).body).toContain("Votre refus est enregistré");
    address = linkOf("anne@port.example");
    expect((await open()).body).toContain("Collecte interrompue");
    expect((await send("/code")).body).toContain("Collecte interrompue");
  });

  test("FLOW-4 an ended collection has a clear page and no documents", async () => {
    await bed.service.cancel(ref);
    expect((await open()).body).toContain("Collecte annulée");
    expect((await open("/documents/termsOfUse")).headers["content-type"]).toContain("text/html");
  });
});
