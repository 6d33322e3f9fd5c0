import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readDer } from "../../domain/asn1/read-der.ts";
import { type Der, integer, oid, sequence, tagged } from "../../domain/asn1/write-der.ts";
import { verifyValue } from "./algorithms.ts";

const DATA = Buffer.from("what was signed");
const sha = { sha256: "2.16.840.1.101.3.4.2.1", sha384: "2.16.840.1.101.3.4.2.2", sha1: "1.3.14.3.2.26" };
const algorithm = (id: string, ...parameters: Der[]) => readDer(sequence(oid(id), ...parameters));
const pss = (hash: string, mask: string, salt: number) =>
  algorithm(
    "1.2.840.113549.1.1.10",
    sequence(
      tagged(0, sequence(oid(hash))),
      tagged(1, sequence(oid("1.2.840.113549.1.1.8"), sequence(oid(mask)))),
      tagged(2, integer(salt)),
    ),
  );
const outcome = (of: ReturnType<typeof algorithm>, hash: string | undefined, key: KeyObject, value: Buffer) =>
  [DATA, Buffer.from("something else")].map((data) => verifyValue(of, hash, key, data, value));

describe("DETAIL-5 algorithms", () => {
  test.each([
    ["prime256v1", "sha256", "1.2.840.10045.4.3.2"],
    ["secp384r1", "sha384", "1.2.840.10045.4.3.3"],
    ["secp521r1", "sha512", "1.2.840.10045.4.3.4"],
  ])("DETAIL-5 ECDSA on %s with %s", (namedCurve, hash, id) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
    const value = sign(hash, DATA, privateKey);
    expect(outcome(algorithm(id), hash, publicKey, value)).toEqual(["valid", "invalid"]);
    expect(outcome(algorithm(id), "sha1", publicKey, value)[0]).toBe("unacceptable");
  });

  test("DETAIL-5 RSA, PKCS#1 v1.5 and PSS", () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const plain = sign("sha256", DATA, privateKey);
    expect(outcome(algorithm("1.2.840.113549.1.1.1"), "sha256", publicKey, plain)).toEqual([
      "valid",
      "invalid",
    ]);
    expect(outcome(algorithm("1.2.840.113549.1.1.11"), "sha256", publicKey, plain)).toEqual([
      "valid",
      "invalid",
    ]);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const salted = sign("sha256", DATA, { key: privateKey, padding, saltLength: 32 });
    const whole = pss(sha.sha256, sha.sha256, 32);
    expect(outcome(whole, "sha256", publicKey, salted)).toEqual(["valid", "invalid"]);
    expect(outcome(pss(sha.sha256, sha.sha384, 32), "sha256", publicKey, salted)[0]).toBe("unacceptable");
    expect(outcome(pss(sha.sha1, sha.sha1, 20), undefined, publicKey, salted)[0]).toBe("unacceptable");
  });

  test("DETAIL-5 SHA-1, short keys and other curves are refused", () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const sha1 = sign("sha1", DATA, short.privateKey);
    expect(outcome(algorithm("1.2.840.113549.1.1.5"), "sha1", short.publicKey, sha1)[0]).toBe("unacceptable");
    const value = sign("sha256", DATA, short.privateKey);
    expect(outcome(algorithm("1.2.840.113549.1.1.11"), "sha256", short.publicKey, value)[0]).toBe(
      "unacceptable",
    );
    const odd = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
    const oddValue = sign("sha256", DATA, odd.privateKey);
    expect(outcome(algorithm("1.2.840.10045.4.3.2"), "sha256", odd.publicKey, oddValue)[0]).toBe(
      "unacceptable",
    );
  });
});
