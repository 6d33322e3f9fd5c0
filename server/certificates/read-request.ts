/** Reads a PKCS#10 certification request (RFC 2986). */
import { Pkcs10CertificateRequest } from "../platform/x509.ts";

/** The request's DER from PEM or DER. Throws when it is none. */
export function requestToDer(pem: string): Uint8Array {
  return new Uint8Array(new Pkcs10CertificateRequest(pem).rawData);
}

/** Whether the request is signed by its own key: who sent it holds the private key (RFC 2986 §3). */
export function provesPossession(pem: string): Promise<boolean> {
  try {
    return new Pkcs10CertificateRequest(pem).verify().catch(() => false);
  } catch {
    return Promise.resolve(false);
  }
}

/** DER of the SubjectPublicKeyInfo. */
export function publicKeyOfRequest(der: Uint8Array): Uint8Array {
  return new Uint8Array(new Pkcs10CertificateRequest(Buffer.from(der)).publicKey.rawData);
}
