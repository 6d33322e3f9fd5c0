/** A certification authority that lives in a folder: a root, an issuing CA, its certificates, CRL and OCSP. */
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../../server/platform/clock.ts";
import { buildPkcs12, randomPassword } from "../../server/platform/pkcs12.ts";
import { seal, unseal } from "../../server/platform/sealed-text.ts";
import type {
  CertificateStatus,
  CertificationAuthority,
  EnrollRequest,
  EnrollResult,
  Revocation,
} from "../../server/ports/certification-authority.ts";
import type { MessageImprint, TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import {
  type AuthorityKeys,
  ISSUING_NAME,
  openAuthorityKeys,
  RESPONDER_NAME,
  ROOT_NAME,
} from "./authority-keys.ts";
import { publicKeyInfoOf, randomSerial } from "./certificate.ts";
import { type EndEntity, signEndEntity } from "./end-entity.ts";
import { IssuanceLedger, type IssuanceRecord } from "./issuance-ledger.ts";
import type { KeyType } from "./key-store.ts";
import { PROFILES, type Validity, validityFrom } from "./profiles.ts";
import { signRevocationList } from "./revocation-list.ts";
import { RevocationPublisher } from "./revocation-publisher.ts";
import { authorityRoutes } from "./routes.ts";
import { checkSigningRequest } from "./signing-request.ts";
import { issuerHashes } from "./status-responder.ts";
import { refusalOfSubject } from "./subject-name.ts";
import { IMPRINT_LENGTHS, signTimeStamp, type TimeStampingKey } from "./time-stamp-token.ts";

export type EmbeddedAuthority = CertificationAuthority &
  TimeStampingAuthority & {
    /** As `enroll`, with another validity than the profile's: for cards that are made expired. */
    enrollWithin(request: EnrollRequest, validity: Validity): Promise<EnrollResult>;
    /** The current list of the issuing CA, DER. */
    crl(): Promise<Uint8Array>;
    /** The current revocation lists of the issuing CA and of the root, DER. */
    revocationLists(): Promise<Uint8Array[]>;
    /** The root certificate, DER: what a verifier has to trust. */
    trustAnchors(): Uint8Array[];
    /** A Fastify plugin: certificates, lists, OCSP and time-stamps under the prefix that `publicUrl` names. */
    routes(app: FastifyInstance): Promise<void>;
  };

export type EmbeddedAuthorityOptions = {
  /** Created when missing. One process at a time. */
  folder: string;
  clock: Clock;
  /** Where `routes` is mounted, e.g. `http://localhost:8081/ca`; written into every certificate. */
  publicUrl: string;
  /** Of the keys that a first start makes for the authority itself; P-256 unless said otherwise. */
  keyType?: KeyType;
};

export async function createEmbeddedAuthority(options: EmbeddedAuthorityOptions): Promise<EmbeddedAuthority> {
  const keys = await openAuthorityKeys(options.folder, options.publicUrl, options.keyType ?? "P-256");
  const ledger = await IssuanceLedger.open(options.folder);
  return new FolderAuthority(options, keys, ledger);
}

class FolderAuthority implements EmbeddedAuthority {
  readonly #options: EmbeddedAuthorityOptions;
  readonly #keys: AuthorityKeys;
  readonly #ledger: IssuanceLedger;
  readonly #underWay = new Map<string, Promise<EnrollResult>>();
  readonly #issuingList: RevocationPublisher;
  readonly #rootList: RevocationPublisher;
  readonly #timeStamping: TimeStampingKey;

  constructor(options: EmbeddedAuthorityOptions, keys: AuthorityKeys, ledger: IssuanceLedger) {
    this.#options = options;
    this.#keys = keys;
    this.#ledger = ledger;
    const { folder, clock } = options;
    const { certificate, ...timeStamping } = keys.timeStamping;
    this.#timeStamping = {
      ...timeStamping,
      certificate,
      serial: new X509Certificate(certificate).serialNumber.toLowerCase(),
      issuing: keys.issuing.certificate,
    };
    const issuer = { issuer: ISSUING_NAME, issuerKeyInfo: keys.issuing.publicKeyInfo };
    const root = { issuer: ROOT_NAME, issuerKeyInfo: keys.root.publicKeyInfo };
    this.#issuingList = new RevocationPublisher(
      folder,
      "issuing",
      clock,
      () => ledger.revocations(),
      async (list) => signRevocationList({ ...issuer, ...list }, keys.issuing.privateKey),
    );
    this.#rootList = new RevocationPublisher(
      folder,
      "root",
      clock,
      () => [],
      async (list) => signRevocationList({ ...root, ...list }, await keys.rootPrivateKey()),
    );
  }

  enroll(request: EnrollRequest): Promise<EnrollResult> {
    return this.enrollWithin(request, validityFrom(this.#options.clock.now(), PROFILES[request.profile]));
  }

  /** Calls with the same `requestId` share one issuance, whether it is done or under way. */
  async enrollWithin(request: EnrollRequest, validity: Validity): Promise<EnrollResult> {
    const { requestId } = request;
    const known = this.#ledger.find(requestId);
    if (known) return this.#resultOf(known);
    const issuance = this.#underWay.get(requestId) ?? this.#issue(request, validity);
    this.#underWay.set(requestId, issuance);
    return issuance.finally(() => this.#underWay.delete(requestId));
  }

  async findByRequestId(requestId: string): Promise<EnrollResult | undefined> {
    const known = this.#ledger.find(requestId);
    return known && this.#resultOf(known);
  }

  async status(issuer: Uint8Array, serial: string): Promise<CertificateStatus> {
    return this.#keys.issuing.certificate.equals(issuer) ? this.#statusOf(serial) : { state: "unknown" };
  }

  async revocations(): Promise<Revocation[]> {
    return this.#ledger.revocations();
  }

  async revoke(serial: string, reason: Parameters<CertificationAuthority["revoke"]>[1]): Promise<void> {
    if (!this.#ledger.hasIssued(serial)) throw new Error(`No certificate has the serial number ${serial}.`);
    await this.#ledger.revoke({ serial, at: this.#options.clock.now(), reason });
  }

  async chain(): Promise<Uint8Array[]> {
    return [this.#keys.issuing.certificate, this.#keys.root.certificate];
  }

  crl(): Promise<Uint8Array> {
    return this.#issuingList.list();
  }

  revocationLists(): Promise<Uint8Array[]> {
    return Promise.all([this.#issuingList.list(), this.#rootList.list()]);
  }

  trustAnchors(): Uint8Array[] {
    return [this.#keys.root.certificate];
  }

  async timeStamp(imprint: MessageImprint): Promise<Uint8Array> {
    if (imprint.hash.length !== IMPRINT_LENGTHS[imprint.algorithm])
      throw new Error(`not a value of ${imprint.algorithm}`);
    const request = { imprint, withCertificates: true };
    return signTimeStamp(request, this.#timeStamping, this.#options.clock.now());
  }

  async routes(app: FastifyInstance): Promise<void> {
    authorityRoutes(app, {
      publicUrl: this.#options.publicUrl,
      root: this.#keys.root.certificate,
      issuing: this.#keys.issuing.certificate,
      rootList: () => this.#rootList.list(),
      issuingList: () => this.#issuingList.list(),
      responder: {
        name: RESPONDER_NAME,
        ...this.#keys.responder,
        issuer: issuerHashes(ISSUING_NAME, this.#keys.issuing.publicKeyInfo),
        statusOf: (serial) => this.#statusOf(serial),
      },
      timeStamping: this.#timeStamping,
      clock: this.#options.clock,
    });
  }

  #statusOf(serial: string): CertificateStatus {
    const revocation = this.#ledger.revocationOf(serial);
    if (revocation) return { state: "revoked", at: revocation.at, reason: revocation.reason };
    const isKnown = this.#ledger.hasIssued(serial) || serial === this.#timeStamping.serial;
    return { state: isKnown ? "good" : "unknown" };
  }

  /** Durable before it is answered: after a kill, the caller's second try finds the first certificate. */
  async #issue(request: EnrollRequest, validity: Validity): Promise<EnrollResult> {
    const record = await this.#decide(request, validity);
    await this.#ledger.record(record);
    return this.#resultOf(record);
  }

  async #decide(request: EnrollRequest, validity: Validity): Promise<IssuanceRecord> {
    const { requestId, profile, subject, csr } = request;
    const refusal = refusalOfSubject(profile, subject);
    if (refusal) return { requestId, outcome: "rejected", reason: refusal };
    const entity = { profile, subject, validity, serial: randomSerial() };
    if (!csr) return this.#withNewKey(requestId, entity);
    const checked = await checkSigningRequest(csr);
    if ("refusal" in checked) return { requestId, outcome: "rejected", reason: checked.refusal };
    const certificate = this.#sign({ ...entity, publicKeyInfo: checked.publicKeyInfo });
    return {
      requestId,
      outcome: "issued",
      serial: entity.serial,
      certificate: certificate.toString("base64"),
    };
  }

  #withNewKey(requestId: string, entity: Omit<EndEntity, "publicKeyInfo">): IssuanceRecord {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const certificate = this.#sign({ ...entity, publicKeyInfo: publicKeyInfoOf(publicKey) });
    const password = randomPassword();
    const chain = [this.#keys.issuing.certificate, this.#keys.root.certificate];
    const friendlyName = entity.subject.commonName;
    const pkcs12 = buildPkcs12({ privateKey, certificate, chain, friendlyName }, password);
    return {
      requestId,
      outcome: "issued",
      serial: entity.serial,
      certificate: certificate.toString("base64"),
      keyContainer: {
        pkcs12: Buffer.from(pkcs12).toString("base64"),
        password: seal(password, this.#keys.secret),
      },
    };
  }

  #sign(entity: EndEntity): Buffer {
    return signEndEntity(entity, this.#keys.issuing, this.#options.publicUrl);
  }

  async #resultOf(record: IssuanceRecord): Promise<EnrollResult> {
    if (record.outcome === "rejected") return { state: "rejected", reason: record.reason };
    const { certificate, keyContainer } = record;
    const issued = {
      state: "issued" as const,
      certificate: Buffer.from(certificate, "base64"),
      chain: await this.chain(),
    };
    if (!keyContainer) return issued;
    const pkcs12 = Buffer.from(keyContainer.pkcs12, "base64");
    return {
      ...issued,
      keyContainer: { pkcs12, password: unseal(keyContainer.password, this.#keys.secret) },
    };
  }
}
