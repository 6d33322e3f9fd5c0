/** Random tokens and their hashes. What is stored is the hash: whoever reads the database gets no key. */
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(value: string | Uint8Array): string {
  return createHash("sha256").update(value).digest("hex");
}
