/** A detached CMS signature as PAdES wants it (RFC 5652 §5; ETSI EN 319 142-1 §6.3, level B-T). */
import { createHash, sign } from "node:crypto";
import { readWholeDer, sequenceOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import {
  type Der,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  setOfOne,
  tagged,
} from "../../domain/asn1/write-der.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import { ECDSA_WITH_SHA256, type SigningKey } from "./signing-key.ts";

const ID_DATA = oid("1.2.840.113549.1.7.1");
const ID_SIGNED_DATA = oid("1.2.840.113549.1.7.2");
const SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"));

function attribute(type: string, value: Der): Der {
  return sequence(oid(type), setOfOne(value));
}

/** RFC 5035 §3: the hash algorithm is left out, being the default. */
function signingCertificateV2(certificate: Uint8Array): Der {
  const hash = createHash("sha256").update(certificate).digest();
  return attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(octetString(hash)))));
}

/** No signing-time: PAdES has /M. */
const signedAttributes = (digest: Uint8Array, certificate: Uint8Array): Der[] => [
  attribute("1.2.840.113549.1.9.3", ID_DATA),
  attribute("1.2.840.113549.1.9.4", octetString(digest)),
  signingCertificateV2(certificate),
];

/** Issuer and serial number of a certificate, as they are encoded in it. */
function issuerAndSerial(certificate: Uint8Array): Der {
  const [tbs] = sequenceOf(readWholeDer(certificate, TAG.sequence));
  const [, serial, , issuer] = sequenceOf(tbs);
  if (!serial || !issuer) throw new Error("the authority issued an unreadable certificate");
  return sequence(issuer.raw, serial.raw);
}

/** Proof that the signature was there at a time, by somebody else's clock (ETSI EN 319 122-1 §5.3). */
async function timeStampOf(signature: Uint8Array, authority: TimeStampingAuthority): Promise<Der> {
  const hash = createHash("sha256").update(signature).digest();
  const token = await authority.timeStamp({ algorithm: "sha256", hash });
  return attribute("1.2.840.113549.1.9.16.2.14", token);
}

/**
 * DER of a ContentInfo that signs `digest`, the SHA-256 of the covered bytes, with a time-stamp of the signature's
 * value. Throws when the time-stamping authority does not answer.
 */
export async function signDigest(
  digest: Uint8Array,
  key: SigningKey,
  timeStamping: TimeStampingAuthority,
): Promise<Der> {
  const { certificate, privateKey } = key;
  const attributes = signedAttributes(digest, certificate);
  // Signed as a SET, carried as [0] (§5.4).
  const value = sign("sha256", setOf(attributes), { key: privateKey, dsaEncoding: "der" });
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(certificate),
    SHA256,
    setOf(attributes, 0),
    ECDSA_WITH_SHA256,
    octetString(value),
    tagged(1, await timeStampOf(value, timeStamping)),
  );
  const certificates = setOf([certificate, ...key.intermediates], 0);
  const signedData = sequence(
    integer(1),
    setOfOne(SHA256),
    sequence(ID_DATA),
    certificates,
    setOfOne(signerInfo),
  );
  return sequence(ID_SIGNED_DATA, tagged(0, signedData));
}

/** A token with two certificates under RSA-3072 takes about 4 KB; what another authority sends may be longer. */
const TIME_STAMP_ROOM = 8192;

/** Room to reserve for {@link signDigest}, in bytes: the certificates, what is around them, the time-stamp. */
export function signatureRoom(key: SigningKey): number {
  const carried = [key.certificate, ...key.intermediates].reduce((sum, each) => sum + each.length, 0);
  return carried + 1024 + TIME_STAMP_ROOM;
}
