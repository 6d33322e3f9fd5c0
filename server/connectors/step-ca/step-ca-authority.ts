/**
 * The certification authority behind smallstep's step-ca, by a JWK provisioner. step-ca keeps no trace of who asked for
 * what, but accepts a token once: the token's identifier follows from the request's, so that a request is never issued
 * twice. See ADR 0015.
 */
import { randomUUID, X509Certificate } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import { sha256 } from "../../platform/secrets.ts";
import type {
  CertificateProfile,
  CertificateStatus,
  CertificationAuthority,
  EnrollRequest,
  EnrollResult,
  Revocation,
  RevocationReason,
} from "../../ports/certification-authority.ts";
import { AuthorityUnreachableError } from "../certification-authority/authority-http.ts";
import { pathOf } from "../certification-authority/certificate-path.ts";
import { OtherKeyError } from "../certification-authority/own-key.ts";
import { codeOfReason, readRevocations } from "../certification-authority/published-list.ts";
import type { AskedRequest, RequestLedger } from "../certification-authority/request-ledger.ts";
import { oneTimeToken, type ProvisionerKey } from "./one-time-token.ts";
import { approvedNames, namesOfRequest } from "./request-names.ts";
import { type SignAnswer, StepCaApi } from "./step-ca-api.ts";

export type StepCaSettings = {
  /** `https://ca.example.com:9000`. */
  url: string;
  timeoutSeconds: number;
  /** SHA-256 of the root, lower-case hexadecimal. */
  rootFingerprint: string;
  provisioner: string;
  provisionerKey: ProvisionerKey;
};

/** As long as the embedded authority's; the provisioner's `maxTLSCertDuration` must allow them. */
const YEARS: Partial<Record<CertificateProfile, number>> = { token: 3, software: 1 };

const PRODUCT = "step-ca";

/** `ledger` keeps what was asked. */
export function createStepCaAuthority(
  settings: StepCaSettings,
  { ledger, clock }: { ledger: RequestLedger; clock: Clock },
): CertificationAuthority & { close(): void } {
  return new StepCaAuthority(settings, ledger, clock);
}

class StepCaAuthority implements CertificationAuthority {
  readonly #settings: StepCaSettings;
  readonly #ledger: RequestLedger;
  readonly #clock: Clock;
  #api: Promise<StepCaApi> | undefined;

  constructor(settings: StepCaSettings, ledger: RequestLedger, clock: Clock) {
    this.#settings = settings;
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

  /** step-ca tells what is revoked and nothing of the rest: a serial number that it never gave is good, too. */
  async status(issuer: Uint8Array, serial: string): Promise<CertificateStatus> {
    const [issuing] = await this.chain();
    if (!issuing || !Buffer.from(issuing).equals(issuer)) return { state: "unknown" };
    const revocation = (await this.revocations()).find((entry) => entry.serial === serial);
    return revocation
      ? { state: "revoked", at: revocation.at, reason: revocation.reason }
      : { state: "good" };
  }

  async revocations(): Promise<Revocation[]> {
    const [issuing] = await this.chain();
    return readRevocations(await (await this.#open()).revocationList(), issuing ?? new Uint8Array());
  }

  async revoke(serial: string, reason: RevocationReason): Promise<void> {
    const decimal = BigInt(`0x${serial}`).toString();
    const ott = this.#token("revoke", { sub: decimal, jti: randomUUID() });
    const api = await this.#open();
    await api.revoke({ serial: decimal, ott, reasonCode: codeOfReason(reason), reason });
  }

  async chain(): Promise<Uint8Array[]> {
    const api = await this.#open();
    return pathOf([...(await api.intermediates()), api.root]);
  }

  close(): void {
    this.#api?.then(
      (api) => api.close(),
      () => undefined,
    );
  }

  async #find(requestId: string): Promise<EnrollResult | undefined> {
    const record = await this.#ledger.find(requestId);
    return record && this.#ledger.resultOf(record);
  }

  async #ask(request: EnrollRequest): Promise<EnrollResult> {
    const years = YEARS[request.profile];
    if (!years)
      return {
        state: "rejected",
        reason: { code: "noProfile", params: { product: PRODUCT, profile: request.profile } },
      };
    const api = await this.#open();
    const kept = await this.#ledger.find(request.requestId);
    const record = kept ?? this.#ledger.make(request);
    const now = this.#clock.now();
    await this.#ledger.write({ ...record, sentAt: record.sentAt ?? now.toISOString() });
    const ott = this.#token("sign", {
      ...namesOfRequest(Buffer.from(record.csr, "base64"), request.requestId),
      jti: sha256(`sign ${request.requestId}`),
      portail: approvedNames(request.subject),
    });
    const answer = await api
      .sign({ csr: record.csr, ott, notAfter: endOf(now, years) })
      .catch(async (error: unknown) => {
        // This try did nothing; what an earlier one did is as open as before.
        if (error instanceof AuthorityUnreachableError && !error.sent) await this.#ledger.write(record);
        throw error;
      });
    return this.#settle(record, answer, api);
  }

  async #settle(record: AskedRequest, answer: SignAnswer, api: StepCaApi): Promise<EnrollResult> {
    if (answer.state === "refused") {
      const wasSentBefore = record.sentAt !== undefined;
      const reason =
        answer.unauthorized && wasSentBefore
          ? ({ code: "answerLost", params: { product: PRODUCT } } as const)
          : answer.reason;
      return this.#ledger.recordRejected(record, reason);
    }
    const chain = pathOf([...answer.others, api.root], answer.certificate);
    try {
      return await this.#ledger.recordIssued(record, answer.certificate, chain);
    } catch (error) {
      if (!(error instanceof OtherKeyError)) throw error;
      // Somebody else's key under the approved name must not stay good.
      await this.revoke(new X509Certificate(answer.certificate).serialNumber, "superseded");
      return this.#ledger.recordRejected(record, { code: "otherKeyCertified" });
    }
  }

  /** The audience is an address of the CA without its port (authority/config/config.go, GetAudiences). */
  #token(call: "sign" | "revoke", claims: { sub: string; jti: string } & Record<string, unknown>): string {
    const { provisioner, provisionerKey: key, url } = this.#settings;
    const aud = `https://${new URL(url).hostname}/1.0/${call}`;
    return oneTimeToken({ provisioner, key, now: this.#clock.now() }, { aud, ...claims });
  }

  /** Once; again when it failed. */
  #open(): Promise<StepCaApi> {
    this.#api ??= StepCaApi.open(this.#settings).catch((error: unknown) => {
      this.#api = undefined;
      throw error;
    });
    return this.#api;
  }
}

/** The last second belongs to the validity (RFC 5280 §4.1.2.5), hence one less. */
function endOf(now: Date, years: number): Date {
  const end = new Date(Math.floor(now.getTime() / 1000) * 1000 - 1000);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}
