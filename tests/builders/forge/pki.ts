/** Keys, certificates, revocation lists and time-stamps made to order, good or wrong in one respect. */
import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  type SignKeyObjectInput,
  sign,
} from "node:crypto";
import {
  bitString,
  type Der,
  enumerated,
  generalizedTime,
  integer,
  namedBits,
  nothing,
  octetString,
  oid,
  sequence,
  setOfOne,
  tagged,
  taggedBytes,
  time,
  utf8String,
  yes,
} from "../../../domain/asn1/write-der.ts";

export type KeyKind = "p256" | "p384" | "p521" | "rsa" | "rsa1024" | "rsa-pss";
export type Key = { kind: KeyKind; privateKey: KeyObject; spki: Buffer };
export type Entity = { key: Key; certificate: Buffer; subject: Der; issuerDer: Der; serial: string };

const CURVE = { p256: "prime256v1", p384: "secp384r1", p521: "secp521r1" } as const;
const HASH: Record<KeyKind, string> = {
  p256: "sha256",
  p384: "sha384",
  p521: "sha512",
  rsa: "sha256",
  rsa1024: "sha256",
  "rsa-pss": "sha256",
};
const HASH_OID: Record<string, string> = {
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};
const ECDSA: Record<string, string> = {
  sha256: "1.2.840.10045.4.3.2",
  sha384: "1.2.840.10045.4.3.3",
  sha512: "1.2.840.10045.4.3.4",
};
const RSA: Record<string, string> = {
  sha1: "1.2.840.113549.1.1.5",
  sha256: "1.2.840.113549.1.1.11",
};

export const digestAlgorithm = (hash: string): Der => sequence(oid(HASH_OID[hash] ?? hash));
export const hashOf = (key: Key): string => HASH[key.kind];

const made = new Map<string, Key>();

/** The same key for the same name, whoever asks: making RSA keys takes its time. */
export function keyOf(name: string, kind: KeyKind = "p256"): Key {
  const known = made.get(`${name} ${kind}`);
  if (known) return known;
  const { privateKey, publicKey } =
    kind === "rsa" || kind === "rsa1024" || kind === "rsa-pss"
      ? generateKeyPairSync("rsa", { modulusLength: kind === "rsa1024" ? 1024 : 2048 })
      : generateKeyPairSync("ec", { namedCurve: CURVE[kind] });
  const key = { kind, privateKey, spki: publicKey.export({ format: "der", type: "spki" }) };
  made.set(`${name} ${kind}`, key);
  return key;
}

export function signatureAlgorithm(key: Key, hash = hashOf(key)): Der {
  if (key.kind === "rsa-pss") {
    const mask = sequence(oid("1.2.840.113549.1.1.8"), digestAlgorithm(hash));
    const parameters = sequence(tagged(0, digestAlgorithm(hash)), tagged(1, mask), tagged(2, integer(32)));
    return sequence(oid("1.2.840.113549.1.1.10"), parameters);
  }
  if (key.kind === "rsa" || key.kind === "rsa1024") return sequence(oid(RSA[hash] ?? hash), nothing);
  return sequence(oid(ECDSA[hash] ?? hash));
}

export function signWith(key: Key, bytes: Uint8Array, hash = hashOf(key)): Buffer {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const input: SignKeyObjectInput = { key: key.privateKey, ...(key.kind === "rsa-pss" ? pss : {}) };
  return sign(hash, bytes, input);
}

const signedForm = (toBeSigned: Der, key: Key, hash?: string) =>
  Buffer.from(
    sequence(toBeSigned, signatureAlgorithm(key, hash), bitString(signWith(key, toBeSigned, hash))),
  );

const part = (type: string, value: string): Der => setOfOne(sequence(oid(type), utf8String(value)));

export function nameOf(commonName: string, organization = "Essais"): Der {
  const [givenName = "", surname = ""] = commonName.split(" ");
  return sequence(
    part("2.5.4.10", organization),
    part("2.5.4.4", surname),
    part("2.5.4.42", givenName),
    part("2.5.4.3", commonName),
  );
}

export const extension = (type: string, value: Der, critical = false): Der =>
  sequence(oid(type), ...(critical ? [yes] : []), octetString(value));

export const USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;
export const PURPOSE = {
  timeStamping: "1.3.6.1.5.5.7.3.8",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
  serverAuth: "1.3.6.1.5.5.7.3.1",
} as const;

export const usage = (...uses: (keyof typeof USAGE)[]): Der =>
  extension("2.5.29.15", namedBits(...uses.map((use) => USAGE[use])), true);
export const purposes = (uses: (keyof typeof PURPOSE)[], critical = false): Der =>
  extension("2.5.29.37", sequence(...uses.map((use) => oid(PURPOSE[use]))), critical);
export const authority = (pathLength?: number): Der =>
  extension("2.5.29.19", sequence(yes, ...(pathLength === undefined ? [] : [integer(pathLength)])), true);

/** The day on which everything of these tests happens. */
export const NOW = new Date("2026-03-02T10:00:00Z");
export const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);

export type CertificateOptions = {
  name: string;
  issuer?: Entity;
  kind?: KeyKind;
  extensions?: Der[];
  notBefore?: Date;
  notAfter?: Date;
  /** Signs with this hash rather than the key's own. */
  hash?: string;
  subject?: Der;
};

/** A certificate, its own issuer's when none is given. */
export function certify(options: CertificateOptions): Entity {
  const { name, issuer, kind, extensions = [], hash } = options;
  const key = keyOf(name, kind);
  const subject = options.subject ?? nameOf(name);
  const issuerDer = issuer?.subject ?? subject;
  const serial = `5a${randomBytes(12).toString("hex")}`;
  const algorithm = signatureAlgorithm(issuer?.key ?? key, hash);
  const toBeSigned = sequence(
    tagged(0, integer(2)),
    integer(serial),
    algorithm,
    issuerDer,
    sequence(time(options.notBefore ?? days(-30)), time(options.notAfter ?? days(335))),
    subject,
    key.spki,
    ...(extensions.length > 0 ? [tagged(3, sequence(...extensions))] : []),
  );
  return { key, certificate: signedForm(toBeSigned, issuer?.key ?? key, hash), subject, issuerDer, serial };
}

export type RevocationListOptions = {
  issuer: Entity;
  revoked?: { serial: string; at: Date; reason?: number }[];
  thisUpdate?: Date;
  nextUpdate?: Date;
  extensions?: Der[];
  signer?: Key;
};

export function revocationList(options: RevocationListOptions): Buffer {
  const { issuer, revoked = [], extensions = [], signer = issuer.key } = options;
  const entries = revoked.map(({ serial, at, reason }) =>
    sequence(
      integer(serial),
      time(at),
      ...(reason === undefined ? [] : [sequence(extension("2.5.29.21", enumerated(reason)))]),
    ),
  );
  const toBeSigned = sequence(
    integer(1),
    signatureAlgorithm(signer),
    issuer.subject,
    time(options.thisUpdate ?? days(-1)),
    time(options.nextUpdate ?? days(6)),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(0, sequence(extension("2.5.29.20", integer(1)), ...extensions)),
  );
  return signedForm(toBeSigned, signer);
}

export type OcspOptions = {
  about: Entity;
  issuer: Entity;
  responder: Entity;
  revokedAt?: Date;
  thisUpdate?: Date;
  nextUpdate?: Date;
  certificates?: Buffer[];
};

const bits = (spki: Uint8Array): Uint8Array => {
  // SubjectPublicKeyInfo ends with the bit string: the key of P-256 is its last 65 octets.
  return spki.subarray(spki.length - 65);
};

/** About a certificate of an issuer whose key is P-256. */
export function ocspAnswer(options: OcspOptions): Buffer {
  const { about, issuer, responder, revokedAt } = options;
  const sha1 = (bytes: Uint8Array) => createHash("sha1").update(bytes).digest();
  const id = sequence(
    digestAlgorithm("sha1"),
    octetString(sha1(issuer.subject)),
    octetString(sha1(bits(issuer.key.spki))),
    integer(about.serial),
  );
  const status = revokedAt ? tagged(1, generalizedTime(revokedAt)) : taggedBytes(0, Buffer.alloc(0));
  const single = sequence(
    id,
    status,
    generalizedTime(options.thisUpdate ?? days(-1)),
    tagged(0, generalizedTime(options.nextUpdate ?? days(6))),
  );
  const data = sequence(
    tagged(1, responder.subject),
    generalizedTime(options.thisUpdate ?? days(-1)),
    sequence(single),
  );
  const carried = options.certificates ?? [responder.certificate];
  const basic = sequence(
    data,
    signatureAlgorithm(responder.key),
    bitString(signWith(responder.key, data)),
    ...(carried.length > 0 ? [tagged(0, sequence(...carried))] : []),
  );
  return Buffer.from(
    sequence(enumerated(0), tagged(0, sequence(oid("1.3.6.1.5.5.7.48.1.1"), octetString(basic)))),
  );
}
