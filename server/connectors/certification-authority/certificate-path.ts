/** Certificates as authorities hand them out, put into the order of the port: issuing CA first, root last. */
import { X509Certificate } from "node:crypto";

/** Every certificate of a PEM text (RFC 7468), DER. */
export function certificatesOfPem(text: string): Uint8Array[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/**
 * From the CA that `certificates` says is issued by all the others, or from the issuer of `leaf`, to the root. Throws when
 * it does not end at a root.
 */
export function pathOf(certificates: readonly Uint8Array[], leaf?: Uint8Array): Uint8Array[] {
  const all = certificates.map((der) => new X509Certificate(der));
  const issuerOf = (of: X509Certificate) => all.find((candidate) => isIssuedBy(of, candidate));
  const first = leaf
    ? issuerOf(new X509Certificate(leaf))
    : (all.find((candidate) => !all.some((other) => other !== candidate && isIssuedBy(other, candidate))) ??
      all[0]);
  const path: X509Certificate[] = [];
  for (let next = first; next && !path.includes(next); next = issuerOf(next)) path.push(next);
  const root = path.at(-1);
  if (!root || !isIssuedBy(root, root)) throw new Error("The authority's chain does not end at a root.");
  return path.map((certificate) => new Uint8Array(certificate.raw));
}
