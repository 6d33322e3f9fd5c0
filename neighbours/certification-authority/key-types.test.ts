/** The authority under P-256 and under RSA-3072, for requests of both, as OpenSSL sees what comes of them. */
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect } from "vitest";
import { CERTIFICATE_PROFILES } from "../../server/ports/certification-authority.ts";
import { KEY_TYPES, type KeyType } from "./key-store.ts";
import {
  legalPerson,
  NOW,
  openssl,
  PUBLIC_URL,
  pem,
  request,
  serialOf,
  TestAuthority,
  withOpenssl,
} from "./test-authority.ts";

let ca: TestAuthority;
let app: FastifyInstance;
async function open(keyType: KeyType): Promise<void> {
  ca = await TestAuthority.start(keyType);
  app = Fastify();
  await app.register((scope) => ca.authority.routes(scope), { prefix: "/ca" });
}
afterEach(async () => {
  await app.close();
  await ca.stop();
});

const NEW_KEY: Record<KeyType, string[]> = {
  "P-256": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
  "RSA-3072": ["rsa:3072"],
};

/** A request that OpenSSL made. */
async function requestOf(keyType: KeyType): Promise<Buffer> {
  const [key, out] = [join(ca.folder, "holder.key"), join(ca.folder, "holder.csr")];
  openssl(
    ...["req", "-new", "-newkey", ...NEW_KEY[keyType], "-nodes", "-keyout", key],
    ...["-subj", "/CN=nobody", "-outform", "DER", "-out", out],
  );
  return readFile(out);
}

const at = String(Math.ceil(NOW.getTime() / 1000));

async function published(name: string, label: string): Promise<string> {
  const { rawPayload } = await app.inject(`/ca/${name}`);
  return ca.file(`${name}.pem`, pem(rawPayload, label));
}

async function statusAnswer(certificate: string, issuing: string, root: string): Promise<string> {
  const asked = join(ca.folder, "status.req");
  openssl("ocsp", "-issuer", issuing, "-cert", certificate, "-reqout", asked);
  const headers = { "content-type": "application/ocsp-request" };
  const payload = await readFile(asked);
  const { rawPayload } = await app.inject({ method: "POST", url: "/ca/ocsp", headers, payload });
  const answer = await ca.file("status.resp", rawPayload);
  const chain = ["-CAfile", root, "-verify_other", issuing, "-attime", at];
  return openssl("ocsp", "-respin", answer, "-reqin", asked, "-resp_text", ...chain);
}

describe.each(KEY_TYPES)("an authority under %s", (authorityType) => {
  withOpenssl.each(KEY_TYPES)("certifies a %s key, and OpenSSL accepts it", async (keyType) => {
    await open(authorityType);
    const { certificate } = await ca.issue(request("r1", { csr: await requestOf(keyType) }));
    const leaf = await ca.file("leaf.pem", pem(certificate));
    const root = await published("root.cer", "CERTIFICATE");
    const issuing = await published("issuing.cer", "CERTIFICATE");
    const lists = [await published("root.crl", "X509 CRL"), await published("issuing.crl", "X509 CRL")];
    const checked = ["-crl_check_all", ...lists.flatMap((list) => ["-CRLfile", list])];
    const chain = ["-CAfile", root, "-untrusted", issuing, "-attime", at, "-x509_strict"];
    expect(openssl("verify", ...chain, ...checked, leaf)).toContain("OK");
    const key = new X509Certificate(certificate).publicKey.asymmetricKeyDetails;
    expect(key?.namedCurve ?? key?.modulusLength).toBe(keyType === "P-256" ? "prime256v1" : 3072);
    const status = await statusAnswer(leaf, issuing, root);
    expect(status).toContain("Response verify OK");
    expect(status).toContain("Cert Status: good");
  });

  withOpenssl("signs a numbered list that OpenSSL verifies, until its next update", async () => {
    await open(authorityType);
    const { certificate } = await ca.issue(request("r1"));
    await ca.authority.revoke(serialOf(certificate), "cessationOfOperation");
    const list = await published("issuing.crl", "X509 CRL");
    const issuing = await published("issuing.cer", "CERTIFICATE");
    expect(openssl("crl", "-in", list, "-noout", "-CAfile", issuing)).toContain("verify OK");
    const text = openssl("crl", "-in", list, "-noout", "-text", "-crlnumber", "-nextupdate");
    expect(text).toContain("crlNumber=0x01");
    expect(text).toContain("nextUpdate=May 19 13:42:07 2025 GMT");
    expect(text).toMatch(new RegExp(`Serial Number: ${serialOf(certificate)}\\s`, "i"));
    expect(text).toContain("Cessation Of Operation");
  });

  withOpenssl(
    "answers for the status under a certificate delegated to do so, and to do no more",
    async () => {
      await open(authorityType);
      const { certificate } = await ca.issue(request("r1"));
      const leaf = await ca.file("leaf.pem", pem(certificate));
      const root = await published("root.cer", "CERTIFICATE");
      const issuing = await published("issuing.cer", "CERTIFICATE");
      const text = await statusAnswer(leaf, issuing, root);
      expect(text).toMatch(/Responder Id: .*CN ?= ?Portail AE OCSP/);
      expect(text).toMatch(/OCSP Signing/);
      expect(text).toContain("OCSP No Check");
      await ca.authority.revoke(serialOf(certificate), "keyCompromise");
      expect(await statusAnswer(leaf, issuing, root)).toMatch(/Cert Status: revoked\s.*\s.*keyCompromise/);
    },
  );
});

const PURPOSES = {
  token: ["Digital Signature, Non Repudiation", "TLS Web Client Authentication, E-mail Protection"],
  software: ["Digital Signature, Non Repudiation", "TLS Web Client Authentication, E-mail Protection"],
  signatory: ["Non Repudiation", undefined],
  seal: ["Non Repudiation", undefined],
  operator: ["Digital Signature", "TLS Web Client Authentication"],
} as const;

describe("CERT-2 a certificate of the profile", () => {
  withOpenssl.each(CERTIFICATE_PROFILES)(
    "%s says what its key is for, under which policy, and where its issuer answers",
    async (profile) => {
      await open("P-256");
      const csr = await requestOf("P-256");
      const named = profile === "seal" ? { subject: legalPerson } : {};
      const { certificate } = await ca.issue(request("r1", { profile, csr, ...named }));
      const leaf = await ca.file("leaf.pem", pem(certificate));
      const text = openssl("x509", "-in", leaf, "-noout", "-text", "-nameopt", "utf8,sep_multiline");
      const [usage, purpose] = PURPOSES[profile];
      expect(text).toMatch(new RegExp(`Key Usage: critical\\s+${usage}\\n`));
      if (purpose) expect(text).toMatch(new RegExp(`Extended Key Usage: \\n\\s+${purpose}\\n`));
      else expect(text).not.toContain("Extended Key Usage");
      expect(text).toContain("CA:FALSE");
      expect(text).toMatch(/Policy: 1\.3\.6\.1\.4\.1\.99999\.1\.\d/);
      expect(text).toContain(`OCSP - URI:${PUBLIC_URL}/ocsp`);
      expect(text).toContain(`CA Issuers - URI:${PUBLIC_URL}/issuing.cer`);
      expect(text).toMatch(
        new RegExp(`CRL Distribution Points:\\s+Full Name:\\s+URI:${PUBLIC_URL}/issuing.crl`),
      );
      expect(text).toContain("organizationIdentifier=NTRFR-434202180");
      expect(text).not.toContain("nobody");
    },
  );

  withOpenssl("has a serial number of more than 64 random bits, positive and never the same", async () => {
    await open("P-256");
    const csr = await requestOf("P-256");
    const serials = await Promise.all(
      [...Array(20).keys()].map(async (n) =>
        serialOf((await ca.issue(request(`r${n}`, { csr }))).certificate),
      ),
    );
    expect(new Set(serials.map((serial) => serial.slice(-16))).size).toBe(20);
    for (const serial of serials) expect(serial).toMatch(/^[1-7][0-9a-f]{31}$/);
  });
});
