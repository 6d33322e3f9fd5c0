/** What each certificate profile contains and how long it lives. */
import type { CertificateProfile } from "../../server/ports/certification-authority.ts";
import type { ExtendedKeyUsage, KeyUsage } from "./extensions.ts";

export type Validity = { notBefore: Date; notAfter: Date };

export type Profile = {
  keyUsage: readonly KeyUsage[];
  /** Empty: any purpose that the key usage allows. */
  extendedKeyUsage: readonly ExtendedKeyUsage[];
  /** Under an arc that nobody owns: these certificates prove nothing outside a demonstration. */
  policy: string;
  lifetime: { years: number } | { minutes: number };
};

export const PROFILES: Record<CertificateProfile, Profile> = {
  token: {
    keyUsage: ["digitalSignature", "nonRepudiation"],
    extendedKeyUsage: ["clientAuth", "emailProtection"],
    policy: "1.3.6.1.4.1.99999.1.1",
    lifetime: { years: 3 },
  },
  software: {
    keyUsage: ["digitalSignature", "nonRepudiation"],
    extendedKeyUsage: ["clientAuth", "emailProtection"],
    policy: "1.3.6.1.4.1.99999.1.2",
    lifetime: { years: 1 },
  },
  signatory: {
    keyUsage: ["nonRepudiation"],
    extendedKeyUsage: [],
    policy: "1.3.6.1.4.1.99999.1.3",
    lifetime: { minutes: 10 },
  },
  seal: {
    keyUsage: ["nonRepudiation"],
    extendedKeyUsage: [],
    policy: "1.3.6.1.4.1.99999.1.5",
    lifetime: { minutes: 10 },
  },
  operator: {
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
    policy: "1.3.6.1.4.1.99999.1.4",
    lifetime: { years: 3 },
  },
};

/** From the second now running. The last second belongs to the validity (RFC 5280 §4.1.2.5), hence one less. */
export function validityFrom(now: Date, { lifetime }: Profile): Validity {
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const end = new Date(notBefore);
  if ("years" in lifetime) end.setUTCFullYear(end.getUTCFullYear() + lifetime.years);
  else end.setUTCMinutes(end.getUTCMinutes() + lifetime.minutes);
  return { notBefore, notAfter: new Date(end.getTime() - 1000) };
}
