/** The keys of the authority and their certificates, made at first start and kept in its folder. */
import type { KeyObject } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { Der } from "../../domain/asn1/write-der.ts";
import { distinguishedName } from "../../server/platform/distinguished-name.ts";
import { randomSerial, signCertificate } from "./certificate.ts";
import {
  authorityInformation,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicy,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  noStatusCheck,
  subjectKeyIdentifier,
} from "./extensions.ts";
import { type AuthorityKey, KeyStore, type KeyType, type SigningKey } from "./key-store.ts";

/** Long before and after today: a demonstration lives through past years with its clock set back. */
const CA_VALIDITY = {
  notBefore: new Date("2015-01-01T00:00:00Z"),
  notAfter: new Date("2045-01-01T00:00:00Z"),
};

const named = (commonName: string) =>
  distinguishedName({ country: "FR", organization: "Portail AE", commonName });
export const ROOT_NAME = named("Portail AE Racine de démonstration");
export const ISSUING_NAME = named("Portail AE AC de démonstration");
export const RESPONDER_NAME = named("Portail AE OCSP de démonstration");
const TIME_STAMPING_NAME = named("Portail AE Horodatage de démonstration");

/** Under an arc that nobody owns, as are those of the profiles. */
const TIME_STAMPING_CERTIFICATE_POLICY = "1.3.6.1.4.1.99999.1.5";

export type AuthorityKeys = {
  root: AuthorityKey;
  issuing: SigningKey;
  /** Signs OCSP answers in the issuing CA's name (RFC 6960 §4.2.2.2). */
  responder: SigningKey;
  timeStamping: SigningKey;
  /** Read from the disk for each use: it signs the issuing CA and its own CRL, and is not kept in memory. */
  rootPrivateKey(): Promise<KeyObject>;
  /** Protects what the authority keeps of its subscribers' keys. */
  secret: string;
};

/** Opens the keys of `folder`, making what is missing. A kill half-way leaves nothing that a certificate relies on. */
export async function openAuthorityKeys(
  folder: string,
  publicUrl: string,
  keyType: KeyType,
): Promise<AuthorityKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const store = await KeyStore.open(folder, keyType);
  const root = await store.openOrMake("root", async (privateKey, publicKeyInfo) =>
    signCertificate(
      {
        ...CA_VALIDITY,
        serial: randomSerial(),
        issuer: ROOT_NAME,
        subject: ROOT_NAME,
        publicKeyInfo,
        extensions: authorityExtensions(publicKeyInfo, "any"),
      },
      privateKey,
    ),
  );
  const rootPrivateKey = () => store.privateKey("root");
  const issuing = await store.openOrMake("issuing", async (_, publicKeyInfo) =>
    signCertificate(
      {
        ...CA_VALIDITY,
        serial: randomSerial(),
        issuer: ROOT_NAME,
        subject: ISSUING_NAME,
        publicKeyInfo,
        extensions: [
          ...authorityExtensions(publicKeyInfo, 0),
          authorityKeyIdentifier(root.publicKeyInfo),
          authorityInformation(`${publicUrl}/root.cer`),
          crlDistributionPoint(`${publicUrl}/root.crl`),
        ],
      },
      await rootPrivateKey(),
    ),
  );
  const openService = (name: string, subject: Der, purpose: Der[]) =>
    store.openOrMake(name, async (_, publicKeyInfo) =>
      signServiceCertificate({ subject, purpose, publicKeyInfo }, issuing, publicUrl),
    );
  const responder = await openService("responder", RESPONDER_NAME, [
    extendedKeyUsage(["ocspSigning"]),
    noStatusCheck(),
  ]);
  // RFC 3161 §2.3: critical, and the only purpose of the key.
  const timeStamping = await openService("time-stamping", TIME_STAMPING_NAME, [
    extendedKeyUsage(["timeStamping"], true),
    certificatePolicy(TIME_STAMPING_CERTIFICATE_POLICY),
    authorityInformation(`${publicUrl}/issuing.cer`, `${publicUrl}/ocsp`),
  ]);
  const { certificate, publicKeyInfo } = root;
  return {
    root: { certificate, publicKeyInfo },
    issuing,
    responder,
    timeStamping,
    rootPrivateKey,
    secret: store.secret,
  };
}

const authorityExtensions = (publicKeyInfo: Buffer, pathLength: number | "any") => [
  basicConstraints(pathLength),
  keyUsage(["keyCertSign", "crlSign"]),
  subjectKeyIdentifier(publicKeyInfo),
];

/** The certificate of a service of the authority itself; `purpose`: the extensions that make it this service's. */
function signServiceCertificate(
  service: { subject: Der; purpose: Der[]; publicKeyInfo: Buffer },
  issuing: SigningKey,
  publicUrl: string,
): Buffer {
  const { subject, purpose, publicKeyInfo } = service;
  const content = {
    ...CA_VALIDITY,
    serial: randomSerial(),
    issuer: ISSUING_NAME,
    subject,
    publicKeyInfo,
    extensions: [
      basicConstraints(),
      keyUsage(["digitalSignature"]),
      ...purpose,
      subjectKeyIdentifier(publicKeyInfo),
      authorityKeyIdentifier(issuing.publicKeyInfo),
      crlDistributionPoint(`${publicUrl}/issuing.crl`),
    ],
  };
  return signCertificate(content, issuing.privateKey);
}
