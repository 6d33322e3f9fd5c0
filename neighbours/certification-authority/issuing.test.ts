import { X509Certificate } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Certificate } from "pkijs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NOW, PUBLIC_URL, request, serialOf, subject, TestAuthority } from "./test-authority.ts";

let ca: TestAuthority;
beforeEach(async () => {
  ca = await TestAuthority.start();
});
afterEach(() => ca.stop());

/** Every value of a subject, by object identifier, as an independent reader sees it. */
const subjectOf = (der: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Certificate.fromBER(der.slice()).subject.typesAndValues.map(({ type, value }) => [
      type,
      value.valueBlock.value,
    ]),
  );

describe("issuing", () => {
  test("the certificate follows its profile, its subject and the second of its issuance", async () => {
    const { certificate, chain } = await ca.issue(request("r1"));
    const read = new X509Certificate(certificate);
    expect(read.validFromDate.toISOString()).toBe("2025-05-12T13:42:07.000Z");
    expect(read.validToDate.toISOString()).toBe("2028-05-12T13:42:06.000Z");
    expect(read.subjectAltName).toBe("email:jean@cremerie.example");
    expect(read.infoAccess).toContain(`${PUBLIC_URL}/issuing.cer`);
    expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"]);
    expect(read.ca).toBe(false);
    const [issuing, root] = chain.map((der) => new X509Certificate(der));
    if (!issuing || !root) throw new Error("chain of two expected");
    expect(read.checkIssued(issuing) && read.verify(issuing.publicKey)).toBe(true);
    expect(issuing.checkIssued(root) && issuing.verify(root.publicKey)).toBe(true);
    expect(ca.authority.trustAnchors().map((der) => Buffer.from(der))).toEqual([root.raw]);
  });

  test("FLOW-6 the same request gives the same certificate and container, also twice at once", async () => {
    const [first, second] = await Promise.all([ca.issue(request("r1")), ca.issue(request("r1"))]);
    expect(second).toEqual(first);
    expect(await ca.issue(request("r1"))).toEqual(first);
    expect(await ca.authority.findByRequestId("r1")).toEqual(first);
    expect(serialOf((await ca.issue(request("r2"))).certificate)).not.toBe(serialOf(first.certificate));
  });

  test("FLOW-6 a restarted authority finds what it issued, refused and revoked", async () => {
    const issued = await ca.issue(request("r1"));
    const refused = await ca.authority.enroll(request("r2", { csr: new Uint8Array([1, 2, 3]) }));
    await ca.authority.revoke(serialOf(issued.certificate), "keyCompromise");
    await appendFile(join(ca.folder, "issued.log"), '{"requestId":"r3","outcome":"iss');
    await ca.restart();
    expect(await ca.authority.findByRequestId("r1")).toEqual(issued);
    expect(await ca.authority.findByRequestId("r2")).toEqual(refused);
    expect(await ca.authority.findByRequestId("r3")).toBeUndefined();
    expect(
      await ca.authority.status(issued.chain[0] ?? new Uint8Array(), serialOf(issued.certificate)),
    ).toEqual({
      state: "revoked",
      at: NOW,
      reason: "keyCompromise",
    });
  });

  test("FLOW-6 what follows a record that was cut off is found again", async () => {
    await appendFile(join(ca.folder, "issued.log"), '{"requestId":"r1","outcome":"iss');
    await ca.restart();
    const issued = await ca.issue(request("r1"));
    await ca.restart();
    expect(await ca.authority.findByRequestId("r1")).toEqual(issued);
  });

  test("FLOW-6 a log that was damaged stops the start: nothing is issued beside what it held", async () => {
    await ca.issue(request("r1"));
    const path = join(ca.folder, "issued.log");
    await writeFile(path, `damaged\n${await readFile(path, "utf8")}`);
    await expect(ca.restart()).rejects.toThrow();
  });

  test("FLOW-6 a folder of before the log keeps what was issued in it", async () => {
    const issued = await ca.issue(request("r1"));
    const path = join(ca.folder, "issued.log");
    await mkdir(join(ca.folder, "issued"), { recursive: true });
    await writeFile(join(ca.folder, "issued", "r1.json"), await readFile(path));
    await rm(path);
    await ca.restart();
    expect(await ca.issue(request("r1"))).toEqual(issued);
  });

  test("CERT-2 hostile names come back letter for letter", async () => {
    const hostile = {
      ...subject,
      commonName: 'Łukasz "Lucky", O=Evil\\, CN=admin+1 <b>#00',
      surname: " O'Brien; ",
      givenName: "Zoë 李",
      organization: 'A/B & Fils, S.A.R.L. \\ "Le Port"',
    };
    const read = subjectOf((await ca.issue(request("r1", { subject: hostile }))).certificate);
    expect(read).toEqual({
      "2.5.4.6": "FR",
      "2.5.4.10": hostile.organization,
      "2.5.4.97": "NTRFR-434202180",
      "2.5.4.3": hostile.commonName,
      "2.5.4.4": hostile.surname,
      "2.5.4.42": hostile.givenName,
      "2.5.4.5": "5144",
    });
  });
});
