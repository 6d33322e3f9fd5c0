/** The provider's own secrets: the key that signs its tokens and those that sign its cookies. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { JWK } from "oidc-provider";
import { readIfPresent, writeDurably } from "../../server/platform/durable-file.ts";

export type ProviderKeys = { jwks: { keys: JWK[] }; cookieKeys: string[] };

/** Kept in `folder`, so that tokens and cookies given before a restart still verify. */
export async function openProviderKeys(folder: string): Promise<ProviderKeys> {
  const path = join(folder, "provider-keys.json");
  const kept = await readIfPresent(path);
  if (kept) return JSON.parse(kept.toString("utf8")) as ProviderKeys;
  const keys = { jwks: { keys: [newSigningKey()] }, cookieKeys: [randomBytes(32).toString("base64url")] };
  await writeDurably(path, JSON.stringify(keys));
  return keys;
}

/** RSA, since RS256 is what Keycloak signs with and what every client understands. */
function newSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  return { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" } as JWK;
}
