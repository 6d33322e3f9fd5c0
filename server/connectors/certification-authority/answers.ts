/** What the connectors' calls have in common: JSON answers that are checked, refusals in the authority's own words. */
import type { z } from "zod";
import { type AuthorityAnswer, AuthorityStatusError, AuthorityUnreachableError } from "./authority-http.ts";

/** How one product says why it refuses. */
export type RefusalWords = z.ZodType<string>;

/** Gives the body of an answer in its shape. Throws `AuthorityUnreachableError` for a refusal, too. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: AuthorityAnswer, words: RefusalWords): T {
  if (answer.status >= 400)
    throw new AuthorityUnreachableError(
      wordsOf(answer, words),
      true,
      new AuthorityStatusError(answer.status),
    );
  const parsed = schema.safeParse(jsonOf(answer));
  if (parsed.success) return parsed.data;
  throw new AuthorityUnreachableError("an answer that cannot be read", true, parsed.error);
}

/** What the authority says of its refusal, as it says it. */
export function wordsOf(answer: AuthorityAnswer, words: RefusalWords): string {
  const parsed = words.safeParse(jsonOf(answer));
  return parsed.success ? parsed.data : `status ${answer.status}`;
}

/** A certificate request (base64 of its DER) in PEM (RFC 7468). */
export const pemOfRequest = (csr: string): string =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${csr.match(/.{1,64}/g)?.join("\n")}\n-----END CERTIFICATE REQUEST-----\n`;

function jsonOf({ body }: AuthorityAnswer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
