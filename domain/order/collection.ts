/** What is kept of a signature collection and of an issuance, beside the order (FLOW-4 to FLOW-6). */
import { z } from "zod";
import type { SignatoryRole } from "./document-to-sign.ts";

/** `creating`: on its way to the service. `cancelled` by an operator; the other endings are the service's word. */
export const COLLECTION_STATES = [
  "creating",
  "open",
  "completed",
  "refused",
  "expired",
  "cancelled",
  "failed",
] as const;
export const collectionStateSchema = z.enum(COLLECTION_STATES);
export type CollectionState = z.infer<typeof collectionStateSchema>;

/** One signatory as stored with the collection; times are ISO 8601. */
export type CollectionSignatory = {
  role: SignatoryRole;
  givenName: string;
  familyName: string;
  email: string;
  signedAt: string | null;
  refusedAt: string | null;
};

/** `requested`: waiting for its job; `underWay`: the authority may be issuing; `failed`: refused, to be tried again. */
export const issuanceStateSchema = z.enum(["requested", "underWay", "failed", "issued"]);
export type IssuanceState = z.infer<typeof issuanceStateSchema>;
