import { createHash, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

async function issue(change: Parameters<typeof anOrder>[0] = {}) {
  const order = await createOrder(intake, anOrder(change));
  await bringTo(portal, operator, order, "toGenerate");
  await portal.runJobs();
  const { certificateNumber } = (await operator.request("GET", `/api/orders/${order}`)).body;
  return { order, number: Number(certificateNumber) };
}

const read = async (number: number) => (await operator.request("GET", `/api/certificates/${number}`)).body;

describe("CERT-2 a certificate as a file", () => {
  const download = (number: number, query = "", by = operator) =>
    by.request("GET", `/api/certificates/${number}/content${query}`);

  test("downloads in PEM, in DER, and with its chain, under a name made of its number alone", async () => {
    const { number } = await issue();
    const detail = await read(number);
    const [pem, der, chain] = await Promise.all(
      ["", "?format=der", "?format=chain"].map((query) => download(number, query)),
    );
    const names = [pem, der, chain].map((answer) => answer?.headers["content-disposition"]);
    expect(names).toEqual([
      `attachment; filename="certificat-${number}.pem"`,
      `attachment; filename="certificat-${number}.cer"`,
      `attachment; filename="certificat-${number}-chaine.pem"`,
    ]);
    const certificate = new X509Certificate(der?.raw ?? "");
    expect(new X509Certificate(pem?.raw ?? "").raw).toEqual(certificate.raw);
    const hashOf = (algorithm: string) => createHash(algorithm).update(certificate.raw).digest("hex");
    expect([detail.sha256, detail.sha1]).toEqual([hashOf("sha256"), hashOf("sha1")]);

    const texts =
      String(chain?.raw).match(/-----BEGIN CERTIFICATE-----\n[\w+/=\n]+-----END CERTIFICATE-----/g) ?? [];
    const [leaf, issuing, root] = texts.map((text) => new X509Certificate(text));
    expect(texts).toHaveLength(3);
    expect(leaf?.raw).toEqual(certificate.raw);
    expect(issuing && leaf?.verify(issuing.publicKey)).toBe(true);
    expect(root && issuing?.verify(root.publicKey)).toBe(true);
    expect(detail.chain.map((each: { serialNumber: string }) => each.serialNumber.toUpperCase())).toEqual([
      issuing?.serialNumber,
      root?.serialNumber,
    ]);
  });

  test("ROLE-2 not outside the perimeter, and in no other format", async () => {
    const { number } = await issue();
    const outside = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    for (const format of ["pem", "der", "chain"])
      expect((await download(number, `?format=${format}`, outside)).status).toBe(404);
    expect((await download(number, "?format=../../etc/passwd")).status).toBe(400);
  });
});

describe("CERT-2 a renewal", () => {
  const { subscriber, information } = anOrder({});
  const holder = (givenName: string) => ({
    subscriber,
    information: { ...information, holder: { ...information.holder, givenName } },
  });

  test("is linked to the certificate of the same holder that expires last, both ways", async () => {
    const old = await issue({ ...holder("Zoé"), medium: "software" });
    const latest = await issue({ ...holder("Zoé"), medium: "token" });
    await issue({ ...holder("Ariane"), medium: "token" });
    const renewal = await createOrder(intake, anOrder({ ...holder("Zoé"), type: "renewal" }));
    const order = async () => (await operator.request("GET", `/api/orders/${renewal}`)).body;
    expect((await order()).renews).toBe(latest.number);
    expect(await read(old.number)).toMatchObject({ renews: null, renewedBy: [] });
    const link = { orderNumber: renewal, status: "toVerify", certificateNumber: null };
    expect(await read(latest.number)).toMatchObject({ renews: null, renewedBy: [link] });

    await bringTo(portal, operator, renewal, "toGenerate");
    await portal.runJobs();
    const { certificateNumber } = await order();
    expect(await read(certificateNumber)).toMatchObject({ renews: latest.number, renewedBy: [] });
    expect((await read(latest.number)).renewedBy).toMatchObject([{ certificateNumber }]);
    // What came later changes nothing of what was renewed.
    await issue({ ...holder("Zoé"), medium: "token" });
    expect((await order()).renews).toBe(latest.number);
  });

  test("of a holder without a certificate renews none", async () => {
    const renewal = await createOrder(intake, anOrder({ ...holder("Personne"), type: "renewal" }));
    expect((await operator.request("GET", `/api/orders/${renewal}`)).body.renews).toBeNull();
  });

  test("a new order renews nothing", async () => {
    const first = await issue(holder("Nouvelle"));
    const second = await issue(holder("Nouvelle"));
    expect((await read(second.number)).renews).toBeNull();
    expect((await read(first.number)).renewedBy).toEqual([]);
  });
});
