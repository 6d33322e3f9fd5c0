/** The two keys of the authority and their certificates, made at first start and kept in its folder. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { publicKeyInfoOf, randomSerial, signCertificate } from "./certificate.ts";
import { readIfPresent, writeDurably } from "./durable-file.ts";
import {
  authorityInformation,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  keyUsage,
  subjectKeyIdentifier,
} from "./extensions.ts";
import { distinguishedName } from "./subject-name.ts";

/** Long before and after today: a demonstration lives through past years with its clock set back. */
const CA_VALIDITY = {
  notBefore: new Date("2015-01-01T00:00:00Z"),
  notAfter: new Date("2045-01-01T00:00:00Z"),
};

const named = (commonName: string) =>
  distinguishedName({ country: "FR", organization: "Portail AE", commonName });
export const ROOT_NAME = named("Portail AE Racine de démonstration");
export const ISSUING_NAME = named("Portail AE AC de démonstration");

export type AuthorityKey = { certificate: Buffer; publicKeyInfo: Buffer };

export type AuthorityKeys = {
  root: AuthorityKey;
  issuing: AuthorityKey & { privateKey: KeyObject };
  /** Read from the disk for each use: it signs the issuing CA and its own CRL, and is not kept in memory. */
  rootPrivateKey(): Promise<KeyObject>;
  /** Protects what the authority keeps of its subscribers' keys. */
  secret: string;
};

/** Opens the keys of `folder`, making what is missing. A kill half-way leaves nothing that a certificate relies on. */
export async function openAuthorityKeys(folder: string, publicUrl: string): Promise<AuthorityKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = await openSecret(join(folder, "secret"));
  const root = await open(folder, "root", secret, async (privateKey, publicKeyInfo) =>
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
  const rootPrivateKey = async () => readKey(folder, "root", secret);
  const issuing = await open(folder, "issuing", secret, async (_, publicKeyInfo) =>
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
  const { certificate, publicKeyInfo } = root;
  return { root: { certificate, publicKeyInfo }, issuing, rootPrivateKey, secret };
}

const authorityExtensions = (publicKeyInfo: Buffer, pathLength: number | "any") => [
  basicConstraints(pathLength),
  keyUsage(["keyCertSign", "crlSign"]),
  subjectKeyIdentifier(publicKeyInfo),
];

async function openSecret(path: string): Promise<string> {
  const kept = await readIfPresent(path);
  if (kept) return kept.toString("ascii");
  const secret = randomBytes(32).toString("base64url");
  await writeDurably(path, secret);
  return secret;
}

type Certify = (privateKey: KeyObject, publicKeyInfo: Buffer) => Promise<Buffer>;

/** The key is written before its certificate: a certificate on the disk always has its key. */
async function open(folder: string, name: string, secret: string, certify: Certify) {
  const path = join(folder, `${name}.cer`);
  const kept = await readIfPresent(path);
  if (kept) {
    const privateKey = await readKey(folder, name, secret);
    return { certificate: kept, privateKey, publicKeyInfo: publicKeyInfoOf(createPublicKey(privateKey)) };
  }
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: secret });
  await writeDurably(join(folder, `${name}.key.pem`), pem);
  const publicKeyInfo = publicKeyInfoOf(publicKey);
  const certificate = await certify(privateKey, publicKeyInfo);
  await writeDurably(path, certificate, 0o644);
  return { certificate, privateKey, publicKeyInfo };
}

async function readKey(folder: string, name: string, secret: string): Promise<KeyObject> {
  const pem = await readIfPresent(join(folder, `${name}.key.pem`));
  if (!pem) throw new Error(`The key ${name}.key.pem of the certification authority is missing.`);
  return createPrivateKey({ key: pem, passphrase: secret });
}
