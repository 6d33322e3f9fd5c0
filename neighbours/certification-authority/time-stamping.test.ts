import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { TimeStampResp } from "pkijs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { integer, octetString, oid, sequence } from "../../domain/asn1/write-der.ts";
import type { KeyType } from "./key-store.ts";
import { NOW, openssl, pem, TestAuthority, withOpenssl } from "./test-authority.ts";
import { IMPRINT_OIDS } from "./time-stamp-token.ts";

let ca: TestAuthority;
let app: FastifyInstance;
const open = async (keyType?: KeyType) => {
  ca = await TestAuthority.start(keyType);
  app = Fastify();
  await app.register((scope) => ca.authority.routes(scope), { prefix: "/ca" });
};
beforeEach(() => open());
afterEach(async () => {
  await app.close();
  await ca.stop();
});

const post = async (payload: Buffer) => {
  const headers = { "content-type": "application/timestamp-query" };
  const answer = await app.inject({ method: "POST", url: "/ca/tsa", headers, payload });
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/timestamp-reply"]);
  return answer.rawPayload;
};

/** What OpenSSL must be told to believe a token made at the time of the test. */
async function trust() {
  const [issuing = new Uint8Array(), root = new Uint8Array()] = await ca.authority.chain();
  const roots = await ca.file("root.pem", pem(root));
  const others = await ca.file("issuing.pem", pem(issuing));
  return ["-CAfile", roots, "-untrusted", others, "-attime", String(Math.ceil(NOW.getTime() / 1000))];
}

describe("the time-stamping authority", () => {
  withOpenssl.each([
    ["P-256", "sha256"],
    ["P-256", "sha384"],
    ["P-256", "sha512"],
    ["RSA-3072", "sha256"],
  ] as const)("under %s answers a query over %s as OpenSSL expects it", async (keyType, algorithm) => {
    await ca.stop();
    await open(keyType);
    const data = await ca.file("data", "un document");
    const query = join(ca.folder, "query.tsq");
    openssl("ts", "-query", "-data", data, `-${algorithm}`, "-cert", "-out", query);
    const reply = await ca.file("reply.tsr", await post(await readFile(query)));
    const trusted = await trust();
    expect(openssl("ts", "-verify", "-queryfile", query, "-in", reply, ...trusted)).toContain("OK");
    expect(openssl("ts", "-verify", "-data", data, "-in", reply, ...trusted)).toContain("OK");
    const text = openssl("ts", "-reply", "-in", reply, "-text");
    expect(text).toMatch(/Status: Granted/);
    expect(text).toContain("Time stamp: May 12 13:42:07 2025 GMT");
    // The query's own nonce: drawn at random, it may start with zeros, which OpenSSL does not print.
    const asked = /^Nonce: 0x[0-9A-F]+$/m.exec(openssl("ts", "-query", "-in", query, "-text"))?.[0];
    expect(asked).toBeDefined();
    expect(text.split("\n")).toContain(asked);
    const other = await ca.file("other", "un autre document");
    expect(() => openssl("ts", "-verify", "-data", other, "-in", reply, ...trusted)).toThrow(/imprint/);
  });

  withOpenssl("a token alone verifies, with the certificates that it carries", async () => {
    const data = await ca.file("data", "une valeur de signature");
    const hash = createHash("sha384")
      .update(await readFile(data))
      .digest();
    const token = await ca.authority.timeStamp({ algorithm: "sha384", hash });
    const path = await ca.file("token.der", token);
    expect(openssl("ts", "-verify", "-data", data, "-token_in", "-in", path, ...(await trust()))).toContain(
      "OK",
    );
  });

  withOpenssl("its certificate is for this alone, critically, and verifies for it", async () => {
    const certificate = await readFile(join(ca.folder, "time-stamping.cer"));
    const path = await ca.file("tsa.pem", pem(certificate));
    expect(
      openssl("verify", "-purpose", "timestampsign", "-x509_strict", ...(await trust()), path),
    ).toContain("OK");
    expect(openssl("x509", "-in", path, "-noout", "-text")).toMatch(
      /Extended Key Usage: critical\s+Time Stamping\n/,
    );
    const trusted = await trust();
    expect(() => openssl("verify", "-purpose", "smimesign", ...trusted, path)).toThrow();
  });

  test("without certReq the token carries no certificate", async () => {
    const reply = await post(query({}));
    expect(TimeStampResp.fromBER(new Uint8Array(reply)).status.status).toBe(0);
    const certificate = await readFile(join(ca.folder, "time-stamping.cer"));
    expect(reply.includes(certificate)).toBe(false);
    const token = await ca.authority.timeStamp({ algorithm: "sha256", hash: Buffer.alloc(32) });
    expect(Buffer.from(token).includes(certificate)).toBe(true);
  });

  test("no two tokens have one serial number", async () => {
    const serials = new Set<string>();
    for (let n = 0; n < 20; n++) {
      const token = await ca.authority.timeStamp({ algorithm: "sha256", hash: Buffer.alloc(32) });
      // After the imprint, which is the same in all: tag, length, 16 octets.
      const text = Buffer.from(token).toString("hex");
      serials.add(text.slice(text.indexOf("02105a") + 4, text.indexOf("02105a") + 36));
    }
    expect(serials.size).toBe(20);
  });

  const imprint = (hash: Buffer, algorithm: string = IMPRINT_OIDS.sha256) =>
    sequence(sequence(oid(algorithm)), octetString(hash));
  const query = (part: { version?: number; imprint?: Uint8Array; more?: Uint8Array }) =>
    Buffer.from(
      sequence(
        integer(part.version ?? 1),
        part.imprint ?? imprint(Buffer.alloc(32)),
        ...(part.more ? [part.more] : []),
      ),
    );

  test.each([
    ["that is no DER", Buffer.from("nonsense"), 5],
    ["that is empty", Buffer.alloc(0), 5],
    ["of another version", query({ version: 2 }), 2],
    ["over SHA-1", query({ imprint: imprint(Buffer.alloc(20), "1.3.14.3.2.26") }), 0],
    ["whose hash is too short", query({ imprint: imprint(Buffer.alloc(20)) }), 5],
    ["under another policy", query({ more: oid("1.2.3.4.1") }), 15],
  ])("a query %s is refused, with the bit that says why", async (_, payload, bit) => {
    const { status, timeStampToken } = TimeStampResp.fromBER(new Uint8Array(await post(payload)));
    expect(timeStampToken).toBeUndefined();
    expect(status.status).toBe(2);
    const bits = Buffer.from(status.failInfo?.valueBlock.valueHexView ?? []);
    expect([...Array(24).keys()].filter((n) => ((bits[n >> 3] ?? 0) >> (7 - (n % 8))) & 1)).toEqual([bit]);
  });
});
