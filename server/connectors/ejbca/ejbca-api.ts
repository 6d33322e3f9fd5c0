/**
 * The calls of EJBCA's REST API that the connector makes, with their shapes as its OpenAPI description has them
 * (https://docs.keyfactor.com/ejbca/latest/open-api-specification; names of the schemas in the comments). Errors are
 * `ExceptionErrorRestResponse`, what waits for approval is answered 202 with `ExceptionInfoRestResponse`.
 */

import { z } from "zod";
import { TAG } from "../../../domain/asn1/tags.ts";
import type { RevocationReason } from "../../ports/certification-authority.ts";
import { pemOfRequest, readAnswer, wordsOf } from "../certification-authority/answers.ts";
import {
  type AuthorityAnswer,
  type AuthorityHttp,
  AuthorityUnreachableError,
} from "../certification-authority/authority-http.ts";
import { certificatesOfPem } from "../certification-authority/certificate-path.ts";

/** `CertificateRestResponse`. */
const certificateSchema = z.object({ certificate: z.string() });
/** `ExceptionInfoRestResponse`: older versions tell the number of the approval in the link alone. */
const waitingSchema = z.object({ request_id: z.number().optional(), link: z.string().optional() });
/** `ExceptionErrorRestResponse`. */
const refusalWords = z.object({ error_message: z.string() }).transform((error) => error.error_message);
/** `SearchCertificatesRestResponseV2`: the only search that tells the user name. */
const searchSchema = z.object({
  certificates: z.array(
    z.object({ username: z.string().nullish(), base64Cert: z.string(), notBefore: z.number().nullish() }),
  ),
});
/** `RevokeStatusRestResponse`. */
const statusSchema = z.object({
  revoked: z.boolean(),
  revocation_reason: z.string().nullish(),
  revocation_date: z.coerce.date().nullish(),
});
/** `CrlRestResponse`. */
const listSchema = z.object({ crl: z.string() });
/** `CaInfosRestResponse`. */
const authoritiesSchema = z.object({
  certificate_authorities: z.array(z.object({ name: z.string(), subject_dn: z.string() })),
});

export type EnrollmentAnswer =
  | { state: "issued"; certificate: Uint8Array }
  | { state: "pending"; approval: number | "untold" }
  | { state: "refused"; reason: string };

/** `reason` in EJBCA's words, such as `KEY_COMPROMISE`. */
export type StatusAnswer = { state: "good" | "unknown" } | { state: "revoked"; at: Date; reason: string };

export type EnrollmentCall = {
  csr: string;
  username: string;
  password: string;
  subjectDn: string;
  email: string | undefined;
  certificateProfile: string;
  endEntityProfile: string;
  certificationAuthority: string;
};

/** org.cesecore.certificates.crl.RevocationReasons. */
export const EJBCA_REASONS: Record<RevocationReason, string> = {
  unspecified: "UNSPECIFIED",
  keyCompromise: "KEY_COMPROMISE",
  affiliationChanged: "AFFILIATION_CHANGED",
  superseded: "SUPERSEDED",
  cessationOfOperation: "CESSATION_OF_OPERATION",
  privilegeWithdrawn: "PRIVILEGES_WITHDRAWN",
};

/** Every call throws `AuthorityUnreachableError` when there is no answer that it can read. */
export class EjbcaApi {
  readonly #http: AuthorityHttp;

  constructor(http: AuthorityHttp) {
    this.#http = http;
  }

  /** `POST /v1/certificate/pkcs10enroll`: adds or edits the end entity and has its certificate issued. */
  async enroll(call: EnrollmentCall): Promise<EnrollmentAnswer> {
    return enrollmentAnswer(
      await this.#http.call("POST", "/v1/certificate/pkcs10enroll", {
        certificate_request: pemOfRequest(call.csr),
        certificate_profile_name: call.certificateProfile,
        end_entity_profile_name: call.endEntityProfile,
        certificate_authority_name: call.certificationAuthority,
        username: call.username,
        password: call.password,
        subject_dn: call.subjectDn,
        ...(call.email ? { email: call.email } : {}),
        include_chain: false,
        response_format: "DER",
      }),
    );
  }

  /** `POST /v1/certificate/{request_id}/finalize`: once, after the approval; `password` as it was enrolled with. */
  async finalize(approval: number, password: string): Promise<EnrollmentAnswer> {
    const body = { response_format: "DER", password };
    return enrollmentAnswer(await this.#http.call("POST", `/v1/certificate/${approval}/finalize`, body));
  }

  /** `POST /v2/certificate/search`: the first certificate of this end entity, DER. */
  async firstCertificateOf(username: string): Promise<Uint8Array | undefined> {
    const { certificates } = read(
      searchSchema,
      await this.#http.call("POST", "/v2/certificate/search", {
        pagination: { page_size: 10, current_page: 1 },
        // Also finds subjects and serial numbers that read like it.
        criteria: [{ property: "QUERY", value: username, operation: "EQUAL" }],
      }),
    );
    const [first] = certificates
      .filter((found) => found.username === username)
      .toSorted((a, b) => (a.notBefore ?? 0) - (b.notBefore ?? 0));
    return first && derOf(first.base64Cert);
  }

  /** `GET /v1/certificate/{issuer_dn}/{certificate_serial_number}/revocationstatus`. */
  async status(issuerDn: string, serial: string): Promise<StatusAnswer> {
    const answer = await this.#http.call("GET", `${certificatePath(issuerDn, serial)}/revocationstatus`);
    if (answer.status === 404) return { state: "unknown" };
    const { revoked, revocation_reason: reason, revocation_date: at } = read(statusSchema, answer);
    if (!revoked) return { state: "good" };
    if (!at) throw new AuthorityUnreachableError("EJBCA: a revocation without its date", true);
    return { state: "revoked", at, reason: reason ?? EJBCA_REASONS.unspecified };
  }

  /**
   * `PUT /v1/certificate/{issuer_dn}/{certificate_serial_number}/revoke`. Already revoked (409) is well, and so is waiting
   * for an approval (202): the revocation list tells when it is given.
   */
  async revoke(issuerDn: string, serial: string, reason: RevocationReason): Promise<void> {
    const path = `${certificatePath(issuerDn, serial)}/revoke?reason=${EJBCA_REASONS[reason]}`;
    const answer = await this.#http.call("PUT", path);
    if (![200, 202, 409].includes(answer.status))
      throw new Error(`EJBCA does not revoke ${serial}: ${wordsOf(answer, refusalWords)}`);
  }

  /** `GET /v1/ca/{issuer_dn}/getLatestCrl`: the complete list, DER. */
  async latestList(issuerDn: string): Promise<Uint8Array> {
    const path = `/v1/ca/${encodeURIComponent(issuerDn)}/getLatestCrl?deltaCrl=false`;
    return derOf(read(listSchema, await this.#http.call("GET", path)).crl);
  }

  /** `GET /v1/ca`: the name of a CA's certificate as EJBCA writes it, by the CA's name in EJBCA. */
  async subjectDnOf(name: string): Promise<string> {
    const { certificate_authorities: all } = read(authoritiesSchema, await this.#http.call("GET", "/v1/ca"));
    const found = all.find((authority) => authority.name === name);
    if (!found) throw new Error(`EJBCA has no CA of the name “${name}” that this portal may see.`);
    return found.subject_dn;
  }

  /** `GET /v1/ca/{subject_dn}/certificate/download`: the active chain, DER. */
  async chainOf(subjectDn: string): Promise<Uint8Array[]> {
    const answer = await this.#http.call(
      "GET",
      `/v1/ca/${encodeURIComponent(subjectDn)}/certificate/download`,
    );
    if (answer.status !== 200)
      throw new AuthorityUnreachableError(`EJBCA: ${wordsOf(answer, refusalWords)}`, true);
    return certificatesOfPem(answer.body.toString("ascii"));
  }
}

const certificatePath = (issuerDn: string, serial: string): string =>
  `/v1/certificate/${encodeURIComponent(issuerDn)}/${serial}`;

function enrollmentAnswer(answer: AuthorityAnswer): EnrollmentAnswer {
  if (answer.status === 202) {
    const { request_id: id, link } = read(waitingSchema, answer);
    const linked = /\/(\d+)\/finalize$/.exec(link ?? "")?.[1];
    return { state: "pending", approval: id ?? (linked ? Number(linked) : "untold") };
  }
  if (answer.status >= 400) return { state: "refused", reason: wordsOf(answer, refusalWords) };
  return { state: "issued", certificate: derOf(read(certificateSchema, answer).certificate) };
}

/** DER from base64, or from base64 of base64, which is how some of these fields come. */
function derOf(text: string): Uint8Array {
  const once = Buffer.from(text, "base64");
  const isDer = once[0] === TAG.sequence;
  return new Uint8Array(isDer ? once : Buffer.from(once.toString("ascii"), "base64"));
}

const read = <T>(schema: z.ZodType<T>, answer: AuthorityAnswer): T =>
  readAnswer(schema, answer, refusalWords);
