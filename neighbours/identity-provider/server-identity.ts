/** The card server's own certificate: self-signed, made at first start, renewed before it expires. */
import { generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../../server/platform/clock.ts";
import { distinguishedName } from "../../server/platform/distinguished-name.ts";
import { readIfPresent, writeDurably } from "../../server/platform/durable-file.ts";
import { publicKeyInfoOf, randomSerial, signCertificate } from "../certification-authority/certificate.ts";
import {
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  serverAlternativeNames,
  subjectKeyIdentifier,
} from "../certification-authority/extensions.ts";

/** PEM. */
export type ServerIdentity = { key: string; cert: string };

const DAY = 24 * 60 * 60 * 1000;
/** Apple's systems refuse server certificates of more than 825 days, whoever made them. */
const LIFETIME = 800 * DAY;
const RENEWED_BEFORE = 30 * DAY;

/** One file holds both, so that a key never meets another key's certificate. */
export async function openServerIdentity(
  folder: string,
  host: string,
  clock: Clock,
): Promise<ServerIdentity> {
  const path = join(folder, "card-server.json");
  const kept = await readIfPresent(path);
  if (kept) {
    const identity = JSON.parse(kept.toString("utf8")) as ServerIdentity;
    if (isUsable(identity, host, clock.now())) return identity;
  }
  const identity = makeIdentity(host, clock.now());
  await writeDurably(path, JSON.stringify(identity));
  return identity;
}

function isUsable({ cert }: ServerIdentity, host: string, now: Date): boolean {
  const certificate = new X509Certificate(cert);
  const named = certificate.checkHost(host) ?? certificate.checkIP(host);
  return named !== undefined && certificate.validToDate.getTime() - now.getTime() > RENEWED_BEFORE;
}

function makeIdentity(host: string, now: Date): ServerIdentity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = selfSigned(privateKey, publicKeyInfoOf(publicKey), host, now);
  return {
    key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    cert: new X509Certificate(certificate).toString(),
  };
}

function selfSigned(privateKey: KeyObject, publicKeyInfo: Buffer, host: string, now: Date): Buffer {
  const name = distinguishedName({ organization: "Portail AE", commonName: host });
  const content = {
    serial: randomSerial(),
    issuer: name,
    subject: name,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + LIFETIME),
    publicKeyInfo,
    extensions: [
      basicConstraints(),
      keyUsage(["digitalSignature"]),
      extendedKeyUsage(["serverAuth"]),
      serverAlternativeNames(host),
      subjectKeyIdentifier(publicKeyInfo),
    ],
  };
  return signCertificate(content, privateKey);
}
