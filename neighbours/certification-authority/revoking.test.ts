import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Fastify from "fastify";
import { Certificate, CertificateRevocationList } from "pkijs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NOW, request, serialOf, TestAuthority, withOpenssl } from "./test-authority.ts";

let ca: TestAuthority;
beforeEach(async () => {
  ca = await TestAuthority.start();
});
afterEach(() => ca.stop());

describe("revoking", () => {
  const parse = (der: Uint8Array) => CertificateRevocationList.fromBER(der.slice());

  test("CERT-3 the first date and reason stand, also when two revoke at once", async () => {
    const { certificate, chain } = await ca.issue(request("r1"));
    const [issuer = new Uint8Array()] = chain;
    const serial = serialOf(certificate);
    expect(await ca.authority.status(issuer, serial)).toEqual({ state: "good" });
    await Promise.all([
      ca.authority.revoke(serial, "superseded"),
      ca.authority.revoke(serial, "keyCompromise"),
    ]);
    ca.clock.set(new Date("2025-06-01T00:00:00Z"));
    await ca.authority.revoke(serial, "unspecified");
    expect(await ca.authority.status(issuer, serial)).toEqual({
      state: "revoked",
      at: NOW,
      reason: "superseded",
    });
    expect(await ca.authority.status(issuer, "5a00")).toEqual({ state: "unknown" });
    expect(await ca.authority.status(chain[1] ?? issuer, serial)).toEqual({ state: "unknown" });
    await expect(ca.authority.revoke("5a00", "superseded")).rejects.toThrow("5a00");
  });

  test("CERT-3 the list is signed, numbered upwards and names what is revoked", async () => {
    const first = parse(await ca.authority.crl());
    const { certificate, chain } = await ca.issue(request("r1"));
    await ca.authority.revoke(serialOf(certificate), "keyCompromise");
    const second = parse(await ca.authority.crl());
    const [issuing = new Uint8Array()] = chain;
    expect(await second.verify({ issuerCertificate: Certificate.fromBER(issuing.slice()) })).toBe(true);
    expect(first.isCertificateRevoked(Certificate.fromBER(certificate.slice()))).toBe(false);
    expect(second.isCertificateRevoked(Certificate.fromBER(certificate.slice()))).toBe(true);
    expect(second.nextUpdate?.value.getTime()).toBeGreaterThan(NOW.getTime());
    await ca.restart();
    const numbers = [first, second, parse(await ca.authority.crl())].map(numberOf);
    expect(numbers).toEqual([1, 2, 3]);
  });

  const numberOf = (list: CertificateRevocationList) =>
    list.crlExtensions?.extensions.find(({ extnID }) => extnID === "2.5.29.20")?.parsedValue.valueBlock
      .valueDec;
});

describe("published documents", () => {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" }).toString();

  withOpenssl("openssl accepts the chain, the lists and the OCSP answers", async () => {
    const app = Fastify();
    await app.register((scope) => ca.authority.routes(scope), { prefix: "/ca" });
    const files: Record<string, string> = {};
    for (const name of ["root.cer", "issuing.cer", "root.crl", "issuing.crl"]) {
      if (name === "issuing.crl") await revokeOne();
      const answer = await app.inject(`/ca/${name}`);
      expect(answer.headers["content-type"]).toMatch(/^application\/pkix-c/);
      files[name] = join(ca.folder, `${name}.pem`);
      const [kind, inform] = name.endsWith("cer") ? ["x509", "CERTIFICATE"] : ["crl", "X509 CRL"];
      await writeFile(files[name], pem(answer.rawPayload, inform ?? ""));
      openssl(kind ?? "", "-in", files[name], "-noout");
    }
    const { certificate } = await ca.issue(request("r1"));
    const leaf = join(ca.folder, "leaf.pem");
    await writeFile(leaf, pem(certificate, "CERTIFICATE"));
    const {
      "root.cer": root = "",
      "issuing.cer": issuing = "",
      "root.crl": list1 = "",
      "issuing.crl": list2 = "",
    } = files;
    const at = ["-attime", String(Math.ceil(NOW.getTime() / 1000)), "-x509_strict"];
    const lists = ["-crl_check_all", "-CRLfile", list1, "-CRLfile", list2];
    expect(openssl("verify", ...at, "-CAfile", root, "-untrusted", issuing, ...lists, leaf)).toContain("OK");
    await checkStatus(app, { root, issuing, leaf, at }, certificate);
    expect((await app.inject("/ca/")).body).toContain('href="/ca/issuing.crl"');
  });

  async function revokeOne() {
    for (const reason of ["unspecified", "privilegeWithdrawn"] as const) {
      await ca.authority.revoke(serialOf((await ca.issue(request(reason))).certificate), reason);
    }
  }

  const pem = (der: Uint8Array, label: string) =>
    `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64")}\n-----END ${label}-----\n`;

  type Files = { root: string; issuing: string; leaf: string; at: string[] };
  async function checkStatus(
    app: ReturnType<typeof Fastify>,
    { root, issuing, leaf, at }: Files,
    der: Uint8Array,
  ) {
    const [asked, answered] = [join(ca.folder, "ocsp.req"), join(ca.folder, "ocsp.resp")];
    openssl("ocsp", "-issuer", issuing, "-cert", leaf, "-reqout", asked);
    const ask = async () => {
      const headers = { "content-type": "application/ocsp-request" };
      const payload = await readFile(asked);
      const answer = await app.inject({ method: "POST", url: "/ca/ocsp", headers, payload });
      await writeFile(answered, answer.rawPayload);
      const trust = ["-CAfile", root, "-verify_other", issuing, ...at.slice(0, 2), "-reqin", asked];
      return openssl("ocsp", "-respin", answered, "-resp_text", ...trust);
    };
    expect(await ask()).toContain("Cert Status: good");
    await ca.authority.revoke(serialOf(der), "affiliationChanged");
    expect(await ask()).toMatch(/Cert Status: revoked\s.*\s.*affiliationChanged/);
  }
});
