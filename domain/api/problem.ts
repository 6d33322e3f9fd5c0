/** Every error the portal answers with, as RFC 9457 problem documents: one closed list. */
import { z } from "zod";

export const PROBLEM_CODES = [
  "invalidRequest",
  "notSignedIn",
  "forbidden",
  "notFound",
  "outOfTurn",
  "conflict",
  "notRevocable",
  "confirmationMismatch",
  "missingPieces",
  "fileTooLarge",
  "unsupportedFile",
  "idempotencyConflict",
  "wrongOrigin",
  "tooManyRequests",
  "storageFull",
  "unavailable",
  "internal",
] as const;
export const problemCodeSchema = z.enum(PROBLEM_CODES);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** A code out of a closed list of the feature that refuses: a problem carries it and does not know the lists. */
const reasonCode = z.string().regex(/^[a-zA-Z]+$/);

export const fieldErrorSchema = z.object({
  /** Path of the field, with dots. */
  field: z.string(),
  /** A code that the screens translate: `required`, `email`, `siren`, … */
  code: z.string(),
});

/** `application/problem+json` (RFC 9457 §3). `title` is French, for whoever calls without a screen. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCodeSchema,
  detail: z.string().optional(),
  requestId: z.string().optional(),
  /** For `outOfTurn`: why (one of `BLOCKING_REASONS`, `domain/order/lifecycle.ts`), and the status the order is in. */
  reason: reasonCode.optional(),
  orderStatus: z.string().optional(),
  /** For `notRevocable`: why (one of `REVOCATION_BLOCKS`, `domain/certificates/revocation.ts`). */
  revocationBlock: reasonCode.optional(),
  fields: z.array(fieldErrorSchema).optional(),
  /** For `conflict`: who changed the order meanwhile, when, and what. */
  changedBy: z.string().optional(),
  changedAt: z.string().optional(),
  changedWhat: z.string().optional(),
  missing: z.array(z.string()).optional(),
  /** For `unavailable`, of a request that changes something: whether that was done is not known, and has to be looked up. */
  unknownResult: z.boolean().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
