/**
 * The calls of step-ca's API that the connector makes (https://smallstep.com/docs/step-ca; shapes of its `api` package:
 * `SignRequest`, `SignResponse`, `RevokeRequest`, `RootsResponse`). Errors are `{ status, message }`.
 */
import { createHash, X509Certificate } from "node:crypto";
import { z } from "zod";
import { pemOfRequest, readAnswer, wordsOf } from "../certification-authority/answers.ts";
import {
  type AuthorityAnswer,
  type AuthorityHttp,
  AuthorityUnreachableError,
  createAuthorityHttp,
} from "../certification-authority/authority-http.ts";
import { certificatesOfPem } from "../certification-authority/certificate-path.ts";

const rootSchema = z.object({ ca: z.string() });
const certificatesSchema = z.object({ crts: z.array(z.string()) });
const signedSchema = z.object({ certChain: z.array(z.string()).min(1) });
const refusalWords = z.object({ message: z.string() }).transform((error) => error.message);

/** `unauthorized`: the token was used before, or is not accepted at all; step-ca does not tell which. */
export type SignAnswer =
  | { state: "issued"; certificate: Uint8Array; others: Uint8Array[] }
  | { state: "refused"; reason: string; unauthorized: boolean };

/** Every call throws `AuthorityUnreachableError` when there is no answer that it can read. */
export class StepCaApi {
  /** DER of the pinned root. */
  readonly root: Uint8Array;
  readonly #http: AuthorityHttp;

  private constructor(root: Uint8Array, http: AuthorityHttp) {
    this.root = root;
    this.#http = http;
  }

  /**
   * `GET /root/{sha}` over a connection that is not trusted yet, as `step ca bootstrap` does: what comes is believed when
   * its SHA-256 is the configured one, and everything afterwards when it hangs under that root.
   */
  static async open(address: {
    url: string;
    timeoutSeconds: number;
    rootFingerprint: string;
  }): Promise<StepCaApi> {
    const unproven = createAuthorityHttp({ ...address, tls: { unproven: true } });
    try {
      const answer = await unproven.call("GET", `/root/${address.rootFingerprint}`);
      const [root] = certificatesOfPem(read(rootSchema, answer).ca);
      if (!root || createHash("sha256").update(root).digest("hex") !== address.rootFingerprint)
        throw new Error("step-ca: the root has another fingerprint than STEP_CA_ROOT_FINGERPRINT");
      const ca = new X509Certificate(root).toString();
      return new StepCaApi(root, createAuthorityHttp({ ...address, tls: { ca } }));
    } finally {
      unproven.close();
    }
  }

  /** `POST /1.0/sign`. */
  async sign(call: { csr: string; ott: string; notAfter: Date }): Promise<SignAnswer> {
    const answer = await this.#http.call("POST", "/1.0/sign", {
      csr: pemOfRequest(call.csr),
      ott: call.ott,
      notAfter: call.notAfter.toISOString(),
    });
    if (answer.status >= 400)
      return { state: "refused", reason: wordsOf(answer, refusalWords), unauthorized: answer.status === 401 };
    const [certificate, ...others] = read(signedSchema, answer).certChain.flatMap(certificatesOfPem);
    if (!certificate) throw new AuthorityUnreachableError("step-ca: an answer without a certificate", true);
    return { state: "issued", certificate, others };
  }

  /** `POST /1.0/revoke`, passive: published in the revocation list. `serial` in decimal. Already revoked is well. */
  async revoke(call: { serial: string; ott: string; reasonCode: number; reason: string }): Promise<void> {
    const answer = await this.#http.call("POST", "/1.0/revoke", { ...call, passive: true });
    const words = answer.status >= 400 ? wordsOf(answer, refusalWords) : "";
    if (words && !/already revoked/.test(words))
      throw new Error(`step-ca does not revoke ${call.serial}: ${words}`);
  }

  /** `GET /1.0/crl`, DER. Needs `crl.enabled` in step-ca's configuration. */
  async revocationList(): Promise<Uint8Array> {
    const answer = await this.#http.call("GET", "/1.0/crl");
    if (answer.status !== 200)
      throw new AuthorityUnreachableError(`step-ca: ${wordsOf(answer, refusalWords)}`, true);
    return new Uint8Array(answer.body);
  }

  /** `GET /1.0/intermediates`, DER. */
  async intermediates(): Promise<Uint8Array[]> {
    const answer = await this.#http.call("GET", "/1.0/intermediates");
    return read(certificatesSchema, answer).crts.flatMap(certificatesOfPem);
  }

  close(): void {
    this.#http.close();
  }
}

const read = <T>(schema: z.ZodType<T>, answer: AuthorityAnswer): T =>
  readAnswer(schema, answer, refusalWords);
