/** One-time tokens of a JWK provisioner: JWT (RFC 7519) signed with ES256 (RFC 7518 §3.4). */
import { createPrivateKey, type JsonWebKey, sign } from "node:crypto";

export type ProvisionerKey = { kid: string } & Record<string, unknown>;

const LIFETIME_SECONDS = 5 * 60;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * `jti`: step-ca accepts each once, for ever. `more` are claims of this call (`sub`, `aud`, …). `provisioner` is its name;
 * `kid` tells which of its keys signed.
 */
export function oneTimeToken(
  { provisioner, key, now }: { provisioner: string; key: ProvisionerKey; now: Date },
  more: { aud: string; sub: string; jti: string } & Record<string, unknown>,
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = { iss: provisioner, iat, nbf: iat, exp: iat + LIFETIME_SECONDS, ...more };
  const content = `${part({ alg: "ES256", typ: "JWT", kid: key.kid })}.${part(claims)}`;
  const privateKey = createPrivateKey({ key: key as JsonWebKey, format: "jwk" });
  const signature = sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${content}.${signature.toString("base64url")}`;
}
