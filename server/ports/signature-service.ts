/** What the portal needs of a remote signature service, whichever product stands behind it. */
import type { ServiceEvidence } from "../../domain/signatures/service-evidence.ts";

export const SIGNER_ROLES = ["holder", "certificationAgent", "legalRepresentative"] as const;
export type SignerRole = (typeof SIGNER_ROLES)[number];

export type Signer = {
  role: SignerRole;
  givenName: string;
  familyName: string;
  /** Where the invitation and, by default, the one-time code go. */
  email: string;
  organization: string;
  siren: string;
};

export type DocumentForSignature = {
  /** The caller's name for it, e.g. `termsOfUse`. */
  kind: string;
  title: string;
  pdf: Uint8Array;
  /** Roles expected to sign this document. */
  signers: SignerRole[];
};

export type CreateCollection = {
  /** Chosen and stored by the caller before the call: the same key never makes a second collection. */
  key: string;
  /** Shown to the signatories, e.g. `Commande N° 5144`. */
  label: string;
  documents: DocumentForSignature[];
  signers: Signer[];
  expiresAt: Date;
};

export const COLLECTION_STATES = ["open", "completed", "refused", "expired", "cancelled", "failed"] as const;
export type CollectionState = (typeof COLLECTION_STATES)[number];

export type CollectionView = {
  ref: string;
  key: string;
  state: CollectionState;
  signers: { role: SignerRole; signedAt?: Date; refusedAt?: Date; refusalReason?: string }[];
  /** Why it failed, in a sentence for the operator, if the service says. */
  failure?: string;
};

export interface SignatureService {
  /** Idempotent by `key`. Throws when the service cannot be reached or refuses the request. */
  create(collection: CreateCollection): Promise<CollectionView>;
  findByKey(key: string): Promise<CollectionView | undefined>;
  get(ref: string): Promise<CollectionView>;
  /** Cancelling an ended collection changes nothing. */
  cancel(ref: string): Promise<void>;
  /** Writes again to those who have not signed. */
  remind(ref: string): Promise<void>;
  /** The document as it stands, with the signatures it has so far. A service that seals once does so at the end. */
  download(ref: string, kind: string): Promise<Uint8Array>;
  /** What the service recorded of each signatory: contact checked, code sent and entered, addresses, times. */
  evidence(ref: string): Promise<ServiceEvidence>;
  /**
   * Reads a call from the service. Only wakes a `get`: nothing in it is believed.
   * Throws when it does not come from the service.
   */
  parseWebhook(
    raw: Uint8Array,
    headers: Record<string, string | undefined>,
  ): { eventId: string; ref: string };
}
