/** A certificate as a file to download (CERT-2). */
import type { Operator } from "../../domain/access/actor.ts";
import type { CertificateFormat } from "../../domain/certificates/certificates-api.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { visibleCertificates } from "./certificate-list.ts";

/** The name is made of the number alone: nothing that somebody typed comes into it. */
export type CertificateFile = { name: string; mediaType: string; content: Buffer };

/** Throws `notFound` outside the perimeter. */
export async function certificateFile(
  services: Services,
  operator: Operator,
  number: number,
  format: CertificateFormat,
): Promise<CertificateFile> {
  const row = await visibleCertificates(services.db, operator)
    .select(["certificate.der", "certificate.chain"])
    .where("certificate.number", "=", number)
    .executeTakeFirst();
  if (!row) throw notFound();
  const name = `certificat-${number}`;
  switch (format) {
    case "der":
      // RFC 2585 §4.1.
      return { name: `${name}.cer`, mediaType: "application/pkix-cert", content: row.der };
    case "pem":
      return { name: `${name}.pem`, mediaType: "application/x-pem-file", content: pemOf([row.der]) };
    case "chain":
      // RFC 8555 §9.1: each certificate certifies the one before it.
      return {
        name: `${name}-chaine.pem`,
        mediaType: "application/pem-certificate-chain",
        content: pemOf([row.der, ...row.chain]),
      };
  }
}

/** RFC 7468 §5. */
function pemOf(certificates: readonly Buffer[]): Buffer {
  const texts = certificates.map((der) => {
    const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  });
  return Buffer.from(texts.join(""));
}
