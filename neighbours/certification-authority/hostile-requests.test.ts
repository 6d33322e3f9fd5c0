/** Anybody may send the authority anything: what is not a request is refused, and nothing else happens. */
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enumerated,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  tagged,
} from "../../domain/asn1/write-der.ts";
import { checkSigningRequest, makeSigningRequest } from "./signing-request.ts";
import { subject, TestAuthority } from "./test-authority.ts";

let ca: TestAuthority;
const app = Fastify();
beforeAll(async () => {
  ca = await TestAuthority.start();
  await app.register((scope) => ca.authority.routes(scope), { prefix: "/ca" });
});
afterAll(async () => {
  await app.close();
  await ca.stop();
});

const ask = async (payload: Buffer) => {
  const headers = { "content-type": "application/ocsp-request" };
  const answer = await app.inject({ method: "POST", url: "/ca/ocsp", headers, payload });
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
};
/** RFC 6960 §4.2.1. */
const MALFORMED = Buffer.from(sequence(enumerated(1)));

/** About a certificate of another authority: well formed, and unknown. */
function statusRequest(nonceLength: number): Buffer {
  const hash = octetString(Buffer.alloc(20));
  const certId = sequence(sequence(oid("1.3.14.3.2.26"), nothing), hash, hash, integer("5a01"));
  const nonce = sequence(oid("1.3.6.1.5.5.7.48.1.2"), octetString(octetString(Buffer.alloc(nonceLength, 7))));
  return Buffer.from(sequence(sequence(sequence(sequence(certId)), tagged(2, sequence(nonce)))));
}

/** One octet of a good request made another, or the end cut off. */
const mutated = (good: Buffer) =>
  fc.oneof(
    fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ by;
      return bytes;
    }),
    fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );

describe("what is no request", () => {
  test("of status is answered by malformedRequest, or by what its certificate is", async () => {
    await fc.assert(
      fc.asyncProperty(mutated(statusRequest(16)), async (payload) => {
        const answer = await ask(payload);
        if (answer.equals(MALFORMED)) return;
        // Successful, with a response in it (RFC 6960 §4.2.1).
        expect([...answer.subarray(4, 7)]).toEqual([0x0a, 0x01, 0x00]);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [0, true],
    [1, false],
    [128, false],
    [129, true],
  ])("a nonce of %d octets is malformed: %s", async (length, isMalformed) => {
    expect((await ask(statusRequest(length))).equals(MALFORMED)).toBe(isMalformed);
  });

  test("of a certificate is refused: no octet of a good one can be another", async () => {
    const good = makeSigningRequest(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, subject);
    expect(await checkSigningRequest(good)).toHaveProperty("publicKeyInfo");
    await fc.assert(
      fc.asyncProperty(mutated(good), async (csr) => {
        expect(await checkSigningRequest(csr)).toEqual({ refusal: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });
});
