/** What the demonstration says of an order: what its subscriber entered, and how far it went since. */
import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import type { IdentityDocument } from "../../../domain/order/order.ts";
import type { RevocationReason } from "../../../server/ports/certification-authority.ts";

/** How far an order went; a paper order knows only the steps that paper has. */
export const REACHES = [
  "created",
  "withPieces",
  "toVerify",
  "incompleteAgain",
  "signing",
  "partlySigned",
  "refused",
  "toValidate",
  "partlyValidated",
  "toGenerate",
  "toDeliver",
  "delivered",
  "cancelled",
] as const;
export type Reach = (typeof REACHES)[number];

export type DemonstrationOrder = {
  intake: IntakeOrder;
  /** The code of the authority whose order portal it comes from. */
  registrationAuthority: string;
  createdDaysAgo: number;
  reach: Reach;
  /** For a delivered order: when and why its certificate was revoked. */
  revoked?: { daysAgo: number; reason: RevocationReason };
  /** As the operator reads it on the holder's specimen. */
  identityDocument: IdentityDocument;
  /** An operator's notes, oldest first. */
  comments?: string[];
};
