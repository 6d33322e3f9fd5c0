/** Time-stamp tokens (RFC 3161 §2.4.2): a TSTInfo in a CMS signature (RFC 5652 §5) under the time-stamping key. */
import { createHash, sign } from "node:crypto";
import {
  type Der,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  setOfOne,
  tagged,
} from "../../domain/asn1/write-der.ts";
import type { ImprintAlgorithm, MessageImprint } from "../../server/ports/time-stamping-authority.ts";
import { ISSUING_NAME } from "./authority-keys.ts";
import { randomSerial, signatureAlgorithmOf } from "./certificate.ts";
import type { SigningKey } from "./key-store.ts";

/** The policy under which this authority stamps, under an arc that nobody owns. */
export const TIME_STAMPING_POLICY = "1.3.6.1.4.1.99999.2.1";

export const IMPRINT_OIDS: Record<ImprintAlgorithm, string> = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};
export const IMPRINT_LENGTHS: Record<ImprintAlgorithm, number> = { sha256: 32, sha384: 48, sha512: 64 };

const SIGNED_DATA = oid("1.2.840.113549.1.7.2");
const TST_INFO = oid("1.2.840.113549.1.9.16.1.4");
const SHA_256 = sequence(oid(IMPRINT_OIDS.sha256));
/** The clock is the machine's: it is held to the second (ETSI EN 319 421 §7.7.2). */
const ACCURACY = sequence(integer(1));

export type TokenRequest = {
  imprint: MessageImprint;
  /** As it came, DER; given back unchanged. */
  nonce?: Der;
  /** Whether the token carries the certificates that verify it. */
  withCertificates: boolean;
};

export type TimeStampingKey = SigningKey & {
  /** Hexadecimal, of its certificate. */
  serial: string;
  issuing: Uint8Array;
};

/** The token, DER. Its time is `at` to the second, its serial number random (RFC 3161 §2.4.2 lets it have 160 bits). */
export function signTimeStamp(request: TokenRequest, key: TimeStampingKey, at: Date): Buffer {
  const info = tstInfo(request, at);
  const attributes = signedAttributes(info, key.certificate);
  const signature = sign("sha256", setOf(attributes), key.privateKey);
  const signer = sequence(
    integer(1),
    sequence(ISSUING_NAME, integer(key.serial)),
    SHA_256,
    setOf(attributes, 0),
    signatureAlgorithmOf(key.privateKey),
    octetString(signature),
  );
  const certificates = request.withCertificates ? [setOf([key.certificate, key.issuing], 0)] : [];
  const content = sequence(
    integer(3),
    setOfOne(SHA_256),
    sequence(TST_INFO, tagged(0, octetString(info))),
    ...certificates,
    setOfOne(signer),
  );
  return Buffer.from(sequence(SIGNED_DATA, tagged(0, content)));
}

function tstInfo({ imprint, nonce }: TokenRequest, at: Date): Der {
  return sequence(
    integer(1),
    oid(TIME_STAMPING_POLICY),
    sequence(sequence(oid(IMPRINT_OIDS[imprint.algorithm])), octetString(imprint.hash)),
    integer(randomSerial()),
    generalizedTime(at),
    ACCURACY,
    ...(nonce ? [nonce] : []),
  );
}

/** The certificate is bound to the signature by its hash (RFC 5816 §2.2.1, RFC 5035 §3). */
function signedAttributes(info: Der, certificate: Uint8Array): Der[] {
  const sha256 = (bytes: Uint8Array) => octetString(createHash("sha256").update(bytes).digest());
  const attribute = (type: string, value: Der) => sequence(oid(type), setOfOne(value));
  return [
    attribute("1.2.840.113549.1.9.3", TST_INFO),
    attribute("1.2.840.113549.1.9.4", sha256(info)),
    attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(sha256(certificate))))),
  ];
}
