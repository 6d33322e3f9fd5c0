/** A signature collection as it is stored, and the few rules that it follows. */
import { z } from "zod";
import { EVIDENCE_EVENTS, type ServiceEvidence } from "../../domain/signatures/service-evidence.ts";
import {
  COLLECTION_STATES,
  type CollectionState,
  type CollectionView,
  SIGNER_ROLES,
  type SignerRole,
} from "../../server/ports/signature-service.ts";
import { oneTimeCodeSchema } from "./one-time-code.ts";
import { pdfLayoutSchema } from "./pdf-layout.ts";

const roleSchema = z.enum(SIGNER_ROLES);

/** What is kept as evidence, in order of time. */
const eventSchema = z.object({
  at: z.coerce.date(),
  what: z.enum(EVIDENCE_EVENTS),
  ip: z.string().optional(),
  detail: z.string().optional(),
});
export type EvidenceEvent = z.infer<typeof eventSchema>;

const signerSchema = z.object({
  role: roleSchema,
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  organization: z.string(),
  siren: z.string(),
  /** 256 random bits: whoever has the link is taken to have read the mail. */
  token: z.string(),
  code: oneTimeCodeSchema.optional(),
  signedAt: z.coerce.date().optional(),
  certificateSerial: z.string().optional(),
  refusedAt: z.coerce.date().optional(),
  refusalReason: z.string().optional(),
  events: z.array(eventSchema),
});
export type StoredSigner = z.infer<typeof signerSchema>;

const documentSchema = z.object({
  kind: z.string(),
  title: z.string(),
  signers: z.array(roleSchema),
  /** How many signatures it bears. */
  version: z.number().int(),
  /** Of the PDF, as the file store has it. */
  sha256: z.string(),
  layout: pdfLayoutSchema,
});
export type StoredDocument = z.infer<typeof documentSchema>;

export const collectionSchema = z.object({
  ref: z.string(),
  key: z.string(),
  label: z.string(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
  state: z.enum(COLLECTION_STATES),
  failure: z.string().optional(),
  /** Sealed by the service once all have signed, instead of signed under a certificate of each. */
  sealsOnce: z.boolean().optional(),
  /** SHA-256 of the service's own certificate, once it has sealed. */
  sealCertificate: z.string().optional(),
  documents: z.array(documentSchema),
  signers: z.array(signerSchema),
});
export type Collection = z.infer<typeof collectionSchema>;

/** The state at that time: an open collection ends by itself when its time is over. */
export function stateAt(collection: Collection, now: Date): CollectionState {
  return collection.state === "open" && now >= collection.expiresAt ? "expired" : collection.state;
}

export function signerOf(collection: Collection, role: SignerRole): StoredSigner {
  const signer = collection.signers.find((each) => each.role === role);
  if (!signer) throw new Error(`no signatory ${role} in this collection`);
  return signer;
}

export function documentsOf(collection: Collection, role: SignerRole): StoredDocument[] {
  return collection.documents.filter((document) => document.signers.includes(role));
}

/** The collection with one signatory changed, and an event added to the evidence. */
export function withSigner(
  collection: Collection,
  role: SignerRole,
  change: Partial<StoredSigner>,
  ...events: EvidenceEvent[]
): Collection {
  const signers = collection.signers.map((signer) =>
    signer.role === role ? { ...signer, ...change, events: [...signer.events, ...events] } : signer,
  );
  return { ...collection, signers };
}

export function viewOf(collection: Collection, now: Date): CollectionView {
  return {
    ref: collection.ref,
    key: collection.key,
    state: stateAt(collection, now),
    ...(collection.failure === undefined ? {} : { failure: collection.failure }),
    signers: collection.signers.map(({ role, signedAt, refusedAt, refusalReason }) => ({
      role,
      ...(signedAt ? { signedAt } : {}),
      ...(refusedAt ? { refusedAt } : {}),
      ...(refusalReason === undefined ? {} : { refusalReason }),
    })),
  };
}

/** What the service answers for, by signatory. */
export function evidenceOf({ sealCertificate, signers }: Collection): ServiceEvidence {
  return {
    sealCertificates: sealCertificate ? [sealCertificate] : [],
    signatories: signers.map(({ role, events }) => ({
      role,
      events: events.map(({ at, ...event }) => ({ at: at.toISOString(), ...event })),
    })),
  };
}
