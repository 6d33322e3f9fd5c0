/** One real certificate, which stands in every row of a load: a million key pairs would take a day. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmbeddedAuthority } from "../../../neighbours/certification-authority/embedded-authority.ts";
import { nameAsText, readCertificate } from "../../certificates/read-certificate.ts";

export type SpecimenCertificate = { der: Buffer; chain: Buffer[]; issuerDn: string };

/** Issued by an authority that is gone afterwards: nobody can revoke it or trust it. */
export async function specimenCertificate(now: Date): Promise<SpecimenCertificate> {
  const folder = await mkdtemp(join(tmpdir(), "portail-specimen-"));
  try {
    const authority = await createEmbeddedAuthority({
      folder,
      clock: { now: () => now },
      publicUrl: "http://localhost/ca",
    });
    const issued = await authority.enroll({
      requestId: randomUUID(),
      profile: "token",
      subject: {
        country: "FR",
        commonName: "Données de charge",
        surname: "Charge",
        givenName: "Données",
        serialNumber: "0",
        organization: "Données de charge",
      },
    });
    if (issued.state !== "issued") throw new Error("the specimen certificate was not issued");
    return {
      der: Buffer.from(issued.certificate),
      chain: issued.chain.map((der) => Buffer.from(der)),
      issuerDn: nameAsText(readCertificate(issued.certificate).issuer),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
