/** Puts together the certificate of a person, from a profile and a subject. */

import { distinguishedName } from "../../server/platform/distinguished-name.ts";
import type { CertificateProfile, CertificateSubject } from "../../server/ports/certification-authority.ts";
import { type AuthorityKeys, ISSUING_NAME } from "./authority-keys.ts";
import { signCertificate } from "./certificate.ts";
import {
  authorityInformation,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicy,
  crlDistributionPoint,
  emailAlternativeName,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from "./extensions.ts";
import { PROFILES, type Validity } from "./profiles.ts";

export type EndEntity = {
  profile: CertificateProfile;
  subject: CertificateSubject;
  validity: Validity;
  serial: string;
  publicKeyInfo: Uint8Array;
};

/** The certificate, DER. `publicUrl` is where its issuer, CRL and OCSP responder are found. */
export function signEndEntity(
  entity: EndEntity,
  issuing: AuthorityKeys["issuing"],
  publicUrl: string,
): Buffer {
  const profile = PROFILES[entity.profile];
  const { subject, publicKeyInfo } = entity;
  const email = subject.email === undefined ? undefined : emailAlternativeName(subject.email);
  const purposes = profile.extendedKeyUsage.length > 0 ? [extendedKeyUsage(profile.extendedKeyUsage)] : [];
  const content = {
    ...entity.validity,
    serial: entity.serial,
    issuer: ISSUING_NAME,
    subject: distinguishedName(subject),
    publicKeyInfo,
    extensions: [
      basicConstraints(),
      keyUsage(profile.keyUsage),
      ...purposes,
      ...(email ? [email] : []),
      certificatePolicy(profile.policy),
      subjectKeyIdentifier(publicKeyInfo),
      authorityKeyIdentifier(issuing.publicKeyInfo),
      authorityInformation(`${publicUrl}/issuing.cer`, `${publicUrl}/ocsp`),
      crlDistributionPoint(`${publicUrl}/issuing.crl`),
    ],
  };
  return signCertificate(content, issuing.privateKey);
}
