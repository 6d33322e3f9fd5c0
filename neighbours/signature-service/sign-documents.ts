/** One act of signing: every document of one signatory, under one key made for it, or none. */
import { randomUUID, X509Certificate } from "node:crypto";
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
  type StoredSigner,
  signerOf,
  withSigner,
} from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import { signPdf } from "./pdf-signature.ts";
import { makeSigningKey, type SigningKey } from "./signing-key.ts";

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

async function signAll(
  tools: Tools,
  collection: Collection,
  signer: StoredSigner,
  key: SigningKey,
  at: Date,
) {
  const name = `${signer.givenName} ${signer.familyName}`;
  const date = boxDate.format(at).replace(" ", " à ");
  const appearance = await makeAppearance({ name, organization: signer.organization, date });
  const pdfs = new Map<number, Uint8Array>();
  const documents = await Promise.all(
    collection.documents.map(async (document, index) => {
      if (!document.signers.includes(signer.role)) return document;
      const pdf = await tools.store.readPdf(collection, index);
      const { timeStamping } = tools;
      const request = { role: signer.role, signerName: name, at, key, timeStamping, appearance };
      const signed = await signPdf(pdf, document.layout, request);
      pdfs.set(index, signed.pdf);
      return { ...document, layout: signed.layout, version: document.version + 1 };
    }),
  );
  return { documents, pdfs };
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
  const key = await makeSigningKey(
    tools.authority,
    `signature-${randomUUID()}`,
    subjectOf(signer, collection.ref),
  );
  const at = tools.clock.now();
  const { documents, pdfs } = await signAll(tools, collection, signer, key, at);
  const certificateSerial = new X509Certificate(key.certificate).serialNumber.toLowerCase();
  const signed = withSigner(
    { ...collection, documents },
    role,
    { signedAt: at, certificateSerial },
    { at, what: "signed", ...proof },
  );
  const complete = signed.signers.every((each) => each.signedAt !== undefined);
  const next: Collection = { ...signed, state: complete ? "completed" : "open" };
  await tools.store.save(next, pdfs);
  return next;
}
