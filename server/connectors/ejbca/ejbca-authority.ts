/**
 * The certification authority behind EJBCA's REST API. A request is an end entity whose user name is the request's id,
 * which is how its certificate is found again. See ADR 0015.
 */
import { randomBytes, X509Certificate } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type {
  CertificateProfile,
  CertificateStatus,
  CertificationAuthority,
  EnrollRequest,
  EnrollResult,
  Revocation,
  RevocationReason,
} from "../../ports/certification-authority.ts";
import {
  type AuthorityTls,
  AuthorityUnreachableError,
  createAuthorityHttp,
} from "../certification-authority/authority-http.ts";
import { pathOf } from "../certification-authority/certificate-path.ts";
import { OtherKeyError } from "../certification-authority/own-key.ts";
import { readRevocations } from "../certification-authority/published-list.ts";
import type { AskedRequest, RequestLedger } from "../certification-authority/request-ledger.ts";
import { EJBCA_REASONS, EjbcaApi, type EnrollmentAnswer } from "./ejbca-api.ts";
import { subjectDn } from "./subject-dn.ts";

export type EjbcaSettings = {
  /** `https://ejbca.example.com/ejbca/ejbca-rest-api`. */
  url: string;
  tls: AuthorityTls;
  timeoutSeconds: number;
  /** Names in EJBCA. */
  certificationAuthority: string;
  endEntityProfile: string;
  certificateProfiles: Partial<Record<CertificateProfile, string>>;
};

/**
 * How long a request that was sent and not answered may still be at work in EJBCA. Asked again sooner, EJBCA would issue
 * a second certificate for the same end entity.
 */
const SETTLING_MS = 2 * 60_000;

/** RevocationReasons.CERTIFICATEHOLD: may be lifted again. */
const ON_HOLD = "CERTIFICATE_HOLD";

/** `ledger` keeps what was asked. */
export function createEjbcaAuthority(
  settings: EjbcaSettings,
  { ledger, clock }: { ledger: RequestLedger; clock: Clock },
): CertificationAuthority & { close(): void } {
  const http = createAuthorityHttp(settings);
  const authority = new EjbcaAuthority(settings, new EjbcaApi(http), ledger, clock);
  return Object.assign(authority, { close: () => http.close() });
}

class EjbcaAuthority implements CertificationAuthority {
  readonly #settings: EjbcaSettings;
  readonly #api: EjbcaApi;
  readonly #ledger: RequestLedger;
  readonly #clock: Clock;
  #issuerDn: string | undefined;

  constructor(settings: EjbcaSettings, api: EjbcaApi, ledger: RequestLedger, clock: Clock) {
    this.#settings = settings;
    this.#api = api;
    this.#ledger = ledger;
    this.#clock = clock;
  }

  enroll(request: EnrollRequest): Promise<EnrollResult> {
    return this.#ledger.inTurn(
      request.requestId,
      async () => (await this.#find(request.requestId)) ?? (await this.#ask(request)),
    );
  }

  findByRequestId(requestId: string): Promise<EnrollResult | undefined> {
    return this.#ledger.inTurn(requestId, () => this.#find(requestId));
  }

  async status(issuer: Uint8Array, serial: string): Promise<CertificateStatus> {
    const [issuing] = await this.chain();
    if (!issuing || !Buffer.from(issuing).equals(issuer)) return { state: "unknown" };
    const status = await this.#api.status(await this.#issuer(), serial);
    if (status.state !== "revoked") return { state: status.state };
    // Neither good nor revoked for good: whoever asks must not rely on it.
    if (status.reason === ON_HOLD) return { state: "unknown" };
    return { state: "revoked", at: status.at, reason: reasonOf(status.reason) };
  }

  async revocations(): Promise<Revocation[]> {
    const [issuing] = await this.chain();
    return readRevocations(await this.#api.latestList(await this.#issuer()), issuing ?? new Uint8Array());
  }

  /** Asks first: EJBCA can be configured to let a later reason replace the first one. */
  async revoke(serial: string, reason: RevocationReason): Promise<void> {
    const issuer = await this.#issuer();
    const status = await this.#api.status(issuer, serial);
    if (status.state === "unknown") throw new Error(`No certificate has the serial number ${serial}.`);
    if (status.state === "revoked" && status.reason !== ON_HOLD) return;
    await this.#api.revoke(issuer, serial, reason);
  }

  async chain(): Promise<Uint8Array[]> {
    return pathOf(await this.#api.chainOf(await this.#issuer()));
  }

  /** What is known of the request here, then what EJBCA has of it. */
  async #find(requestId: string): Promise<EnrollResult | undefined> {
    const record = await this.#ledger.find(requestId);
    const known = record && this.#ledger.resultOf(record);
    if (known) return known;
    // Before anything else: EJBCA refuses to finalize twice, and issues again when it is asked again.
    const certificate = await this.#api.firstCertificateOf(requestId);
    if (certificate) return this.#issued(record ?? { requestId, csr: "", holder: "" }, certificate);
    if (record?.approval === undefined) return undefined;
    if (record.approval === "untold") return { state: "pending" };
    return this.#settle(record, await this.#api.finalize(record.approval, record.password ?? ""));
  }

  async #ask(request: EnrollRequest): Promise<EnrollResult> {
    const { certificateProfiles, endEntityProfile, certificationAuthority } = this.#settings;
    const certificateProfile = certificateProfiles[request.profile];
    if (!certificateProfile)
      return {
        state: "rejected",
        reason: { code: "noProfile", params: { product: "EJBCA", profile: request.profile } },
      };

    const kept = await this.#ledger.find(request.requestId);
    const now = this.#clock.now();
    if (kept?.sentAt && now.getTime() - new Date(kept.sentAt).getTime() < SETTLING_MS)
      throw new AuthorityUnreachableError("EJBCA may still be issuing for this request", true);

    const record = kept ?? {
      ...this.#ledger.make(request),
      password: randomBytes(18).toString("base64url"),
    };
    await this.#ledger.write({ ...record, sentAt: now.toISOString() });
    const call = {
      csr: record.csr,
      username: request.requestId,
      password: record.password ?? "",
      subjectDn: subjectDn(request.subject),
      email: request.subject.email,
      certificateProfile,
      endEntityProfile,
      certificationAuthority,
    };
    const answer = await this.#api.enroll(call).catch(async (error: unknown) => {
      // Nothing to wait for: the next try may ask at once.
      if (error instanceof AuthorityUnreachableError && !error.sent) await this.#ledger.write(record);
      throw error;
    });
    return this.#settle(record, answer);
  }

  async #settle(record: AskedRequest, answer: EnrollmentAnswer): Promise<EnrollResult> {
    if (answer.state === "issued") return this.#issued(record, answer.certificate);
    if (answer.state === "refused") return this.#ledger.recordRejected(record, answer.reason);
    // Only the first answer tells the number.
    const told = answer.approval === "untold" ? record.approval : answer.approval;
    await this.#ledger.write({ ...record, approval: told ?? "untold" });
    return { state: "pending" };
  }

  async #issued(record: AskedRequest, certificate: Uint8Array): Promise<EnrollResult> {
    const chain = pathOf(await this.#api.chainOf(await this.#issuer()), certificate);
    try {
      return await this.#ledger.recordIssued(record, certificate, chain);
    } catch (error) {
      if (!(error instanceof OtherKeyError)) throw error;
      // Somebody else's key under the approved name must not stay good.
      await this.revoke(new X509Certificate(certificate).serialNumber.toLowerCase(), "superseded");
      return this.#ledger.recordRejected(record, { code: "otherKeyCertified" });
    }
  }

  async #issuer(): Promise<string> {
    this.#issuerDn ??= await this.#api.subjectDnOf(this.#settings.certificationAuthority);
    return this.#issuerDn;
  }
}

/** What a registration authority cannot ask for comes as `unspecified`. */
function reasonOf(words: string): RevocationReason {
  const reasons = Object.keys(EJBCA_REASONS) as RevocationReason[];
  return reasons.find((reason) => EJBCA_REASONS[reason] === words) ?? "unspecified";
}
