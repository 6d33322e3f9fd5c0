/** Short texts encrypted at rest: AES-256-GCM under a key that is derived from a secret or from a code. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The text under a key of 32 bytes: nonce (12 bytes), tag (16 bytes), then the ciphertext. */
export function sealUnder(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** The text again. Throws when the key is another one or the bytes were changed. */
export function openUnder(key: Buffer, sealed: Uint8Array): string {
  // A tag cut short would be guessed: only one of whole length is taken (NIST SP 800-38D appendix C).
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}

/** For a secret that nobody could guess. */
const keyOfSecret = (secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "sealed-text", KEY_BYTES));

/** For a code that a person types: slow on purpose, away from the thread that serves everybody. */
export const keyOfCode = (code: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(code, salt, KEY_BYTES, { N: 2 ** 14 }, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** The text under a secret, in base64url. */
export function seal(text: string, secret: string): string {
  return sealUnder(keyOfSecret(secret), text).toString("base64url");
}

/** Throws when the secret is another one or the text was changed. */
export function unseal(sealed: string, secret: string): string {
  return openUnder(keyOfSecret(secret), Buffer.from(sealed, "base64url"));
}
