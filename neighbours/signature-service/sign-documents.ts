/**
 * One act of signing: every document of one signatory under one key made for it, or none; or, where the service seals
 * once for all, the consent of one signatory, and with the last one the seal of every document.
 */
import { createHash, randomUUID, X509Certificate } from "node:crypto";
import type { Clock } from "../../server/platform/clock.ts";
import type {
  CertificateSubject,
  CertificationAuthority,
} from "../../server/ports/certification-authority.ts";
import type { SignerRole } from "../../server/ports/signature-service.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import { makeAppearance } from "./appearance.ts";
import {
  type Collection,
  type EvidenceEvent,
  type StoredDocument,
  type StoredSigner,
  signerOf,
  withSigner,
} from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import { type SignatureRequest, signPdf } from "./pdf-signature.ts";
import { makeSigningKey } from "./signing-key.ts";

type Tools = {
  store: CollectionStore;
  authority: CertificationAuthority;
  timeStamping: TimeStampingAuthority;
  clock: Clock;
};

const boxDate = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "short",
  timeStyle: "short",
  timeZone: "Europe/Paris",
});

/** X.520 upper bounds of what is shown (RFC 5280 appendix A.1: `ub-common-name`, `ub-organization-name`). */
const limited = (text: string, length: number): string => [...text].slice(0, length).join("");

function subjectOf(signer: StoredSigner, ref: string): CertificateSubject {
  return {
    country: "FR",
    commonName: limited(`${signer.givenName} ${signer.familyName}`, 64),
    // Whole (`ub-name` is 32 768): by these two, whoever validates knows the signatory.
    surname: signer.familyName,
    givenName: signer.givenName,
    serialNumber: `${ref.replaceAll("-", "").slice(0, 16)}-${signer.role}`,
    organization: limited(signer.organization, 64),
    organizationIdentifier: `NTRFR-${signer.siren}`,
  };
}

/** The service, as a legal person of the demonstration: no trade register knows this identifier. */
const SERVICE: CertificateSubject = {
  country: "FR",
  commonName: "Service de signature de démonstration",
  organization: "Portail AE",
  organizationIdentifier: "NTRFR-000000000",
};

/** The documents with one signature more on those that `isFor` chooses; their new bytes are stored, and count for nothing yet. */
async function signEach(
  tools: Tools,
  collection: Collection,
  isFor: (document: StoredDocument) => boolean,
  request: Omit<SignatureRequest, "timeStamping">,
): Promise<StoredDocument[]> {
  return Promise.all(
    collection.documents.map(async (document, index) => {
      if (!isFor(document)) return document;
      const pdf = await tools.store.readPdf(collection, index);
      const signed = await signPdf(pdf, document.layout, { ...request, timeStamping: tools.timeStamping });
      const sha256 = await tools.store.keepPdf(signed.pdf);
      return { ...document, layout: signed.layout, version: document.version + 1, sha256 };
    }),
  );
}

/** Under a key made for this signatory, in a box on each of their documents. */
async function signAs(tools: Tools, collection: Collection, signer: StoredSigner): Promise<Act> {
  const subject = subjectOf(signer, collection.ref);
  const key = await makeSigningKey(tools.authority, `signature-${randomUUID()}`, subject);
  const at = tools.clock.now();
  const signerName = `${signer.givenName} ${signer.familyName}`;
  const date = boxDate.format(at).replace(" ", " à ");
  const appearance = await makeAppearance({ name: signerName, organization: signer.organization, date });
  const isFor = (document: StoredDocument) => document.signers.includes(signer.role);
  const request = { by: signer.role, signerName, at, key, appearance };
  const documents = await signEach(tools, collection, isFor, request);
  const certificateSerial = new X509Certificate(key.certificate).serialNumber.toLowerCase();
  return { at, change: { documents }, signerChange: { certificateSerial } };
}

/** What the last signatory's consent sets off where the service seals: every document, once, for all. */
async function seal(tools: Tools, collection: Collection): Promise<Act> {
  const key = await makeSigningKey(tools.authority, `seal-${randomUUID()}`, SERVICE, "seal");
  const at = tools.clock.now();
  const request = { by: "seal" as const, signerName: SERVICE.commonName, at, key };
  const documents = await signEach(tools, collection, () => true, request);
  const sealCertificate = createHash("sha256").update(key.certificate).digest("hex");
  return { at, change: { documents, sealCertificate } };
}

/**
 * Signs and stores; the caller holds the collection and has checked that this signatory may sign now. The documents
 * and the collection change together, or not at all.
 */
export async function signDocuments(
  tools: Tools,
  collection: Collection,
  role: SignerRole,
  proof: Omit<EvidenceEvent, "at" | "what">,
): Promise<Collection> {
  const signer = signerOf(collection, role);
  const isLast = collection.signers.every((each) => each === signer || each.signedAt !== undefined);
  const act = await actOf(tools, collection, signer, isLast);
  const signed = withSigner(
    { ...collection, ...act.change },
    role,
    { signedAt: act.at, ...act.signerChange },
    { at: act.at, what: "signed", ...proof },
  );
  const next: Collection = { ...signed, state: isLast ? "completed" : "open" };
  await tools.store.save(next);
  return next;
}

type Act = {
  at: Date;
  change: Partial<Collection>;
  signerChange?: Partial<StoredSigner>;
};

async function actOf(
  tools: Tools,
  collection: Collection,
  signer: StoredSigner,
  isLast: boolean,
): Promise<Act> {
  if (!collection.sealsOnce) return signAs(tools, collection, signer);
  // Their consent is on record; nothing is sealed before everybody's is.
  return isLast ? seal(tools, collection) : { at: tools.clock.now(), change: {} };
}
