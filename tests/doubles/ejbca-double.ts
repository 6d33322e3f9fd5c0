/**
 * Answers as EJBCA's REST API does, in the shapes of its OpenAPI description and with the errors of its
 * `ExceptionHandler`. End entities, approvals and revocations are kept in memory.
 */
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { PROFILES, validityFrom } from "../../neighbours/certification-authority/profiles.ts";
import { makeSigningRequest } from "../../neighbours/certification-authority/signing-request.ts";
import {
  pem,
  request as sampleRequest,
  subject,
} from "../../neighbours/certification-authority/test-authority.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type {
  CertificateProfile,
  CertificateSubject,
  RevocationReason,
} from "../../server/ports/certification-authority.ts";
import { AuthorityDouble, type DoubleAnswer, type DoubleRequest } from "./authority-double.ts";

export const CA_NAME = "Portail AE AC";
const CA_DN = "CN=Portail AE AC de démonstration,O=Portail AE,C=FR";

/** `reason` of EJBCA and of RFC 5280. */
const REASONS: Record<string, RevocationReason> = {
  UNSPECIFIED: "unspecified",
  KEY_COMPROMISE: "keyCompromise",
  AFFILIATION_CHANGED: "affiliationChanged",
  SUPERSEDED: "superseded",
  CESSATION_OF_OPERATION: "cessationOfOperation",
  PRIVILEGES_WITHDRAWN: "privilegeWithdrawn",
};

type Enrollment = Record<string, unknown> & { username: string; password: string };
type Approval = { enrollment: Enrollment; state: "waiting" | "approved" | "rejected" | "finalized" };

const failure = (status: number, message: string): DoubleAnswer => ({
  status,
  body: { error_code: status, error_message: message },
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export class EjbcaDouble {
  /** Whether a new enrollment waits for somebody's approval. */
  wantsApproval = false;
  readonly approvals = new Map<number, Approval>();
  readonly server: AuthorityDouble;
  readonly #certificates = new Map<string, Uint8Array[]>();

  private constructor(server: AuthorityDouble) {
    this.server = server;
  }

  static async start(): Promise<EjbcaDouble> {
    let double: EjbcaDouble | undefined;
    const server = await AuthorityDouble.start(async (request) => {
      if (!double) throw new Error("not started");
      return double.#answer(request);
    });
    double = new EjbcaDouble(server);
    return double;
  }

  get url(): string {
    return `${this.server.url}/ejbca/ejbca-rest-api`;
  }

  /** PEM of a certificate that EJBCA knows as a registration authority's, and of its key. */
  async client(): Promise<{ cert: string; key: string }> {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const csr = makeSigningRequest(privateKey, subject);
    const issued = await this.server.ca.authority.enrollWithin(
      sampleRequest("client", { profile: "operator", csr }),
      validityFrom(systemClock.now(), PROFILES.operator),
    );
    if (issued.state !== "issued") throw new Error("no client certificate");
    const cert = [issued.certificate, ...issued.chain].map((der) => pem(der)).join("");
    return { cert, key: privateKey.export({ format: "pem", type: "pkcs8" }).toString() };
  }

  async #answer({ method, segments, query, body, authorized }: DoubleRequest): Promise<DoubleAnswer> {
    const [, , version, resource, ...rest] = segments;
    const route = `${method} ${version}/${resource}`;
    if (!authorized)
      return failure(403, "Error no client certificate or OAuth token received for authentication.");
    if (route === "GET v1/ca" && rest.length === 0)
      return {
        status: 200,
        body: { certificate_authorities: [{ id: 1, name: CA_NAME, subject_dn: CA_DN, issuer_dn: CA_DN }] },
      };
    if (route === "GET v1/ca") return this.#authority(rest);
    if (route === "POST v1/certificate" && rest[0] === "pkcs10enroll")
      return this.#enroll(body as Enrollment);
    if (route === "POST v1/certificate" && rest[1] === "finalize")
      return this.#finalize(Number(rest[0]), body);
    if (route === "POST v2/certificate" && rest[0] === "search") return this.#search(body);
    if (route === "GET v1/certificate" && rest[2] === "revocationstatus") return this.#status(rest[1] ?? "");
    if (route === "PUT v1/certificate" && rest[2] === "revoke")
      return this.#revoke(rest[1] ?? "", query.get("reason") ?? "");
    return failure(404, "Not found");
  }

  async #authority([dn, what]: string[]): Promise<DoubleAnswer> {
    if (dn !== CA_DN) return failure(404, `CA '${dn}' does not exist.`);
    const { authority } = this.server.ca;
    if (what === "getLatestCrl")
      return { status: 200, body: { crl: base64(await authority.crl()), response_format: "DER" } };
    const chain = (await authority.chain()).map((der) => pem(der)).join("");
    return { status: 200, body: Buffer.from(chain), contentType: "application/octet-stream" };
  }

  async #enroll(enrollment: Enrollment): Promise<DoubleAnswer> {
    if (enrollment.certificate_authority_name !== CA_NAME)
      return failure(404, `CA with name "${String(enrollment.certificate_authority_name)}" doesn't exist`);
    if (!this.wantsApproval) return this.#issue(enrollment);
    const id = 1000 + this.approvals.size;
    this.approvals.set(id, { enrollment, state: "waiting" });
    return {
      status: 202,
      body: {
        status_code: 202,
        info_message: "Add/Edit end entity action has been added for approval by authorized administrators",
        link: `${this.url}/v1/${id}/finalize`,
      },
    };
  }

  async #finalize(id: number, { password }: Record<string, unknown>): Promise<DoubleAnswer> {
    const approval = this.approvals.get(id);
    const says = (what: string) => failure(400, `Request with Id '${id}' ${what}`);
    if (!approval) return failure(400, `Could not find request with Id '${id}'`);
    if (approval.state === "waiting")
      return {
        status: 202,
        body: { status_code: 202, info_message: `Request with Id '${id}' is still waiting for approval` },
      };
    if (approval.state === "rejected") return says("has been rejected");
    if (approval.state === "finalized")
      return failure(400, `Enrollment with Id '${id}' has already been finalized`);
    if (password !== approval.enrollment.password) return failure(400, "Wrong username or password");
    const answer = await this.#issue(approval.enrollment);
    if (answer.status === 201) approval.state = "finalized";
    return answer;
  }

  /** Issues each time that it is asked, also for an end entity that has a certificate. */
  async #issue(enrollment: Enrollment): Promise<DoubleAnswer> {
    const email = enrollment.email;
    const result = await this.server.ca.authority.enroll({
      requestId: `ejbca-${this.server.issued}-${enrollment.username}`,
      profile: String(enrollment.certificate_profile_name).toLowerCase() as CertificateProfile,
      csr: this.server.requestOf(String(enrollment.certificate_request)),
      subject: subjectOfDn(String(enrollment.subject_dn), typeof email === "string" ? email : undefined),
    });
    if (result.state !== "issued")
      return failure(400, result.state === "rejected" ? String(result.reason) : "General failure.");
    this.server.issued += 1;
    const before = this.#certificates.get(enrollment.username) ?? [];
    this.#certificates.set(enrollment.username, [...before, result.certificate]);
    const serial = new X509Certificate(result.certificate).serialNumber;
    const certificate = base64(result.certificate);
    return { status: 201, body: { certificate, serial_number: serial, response_format: "DER" } };
  }

  #search({ criteria }: Record<string, unknown>): DoubleAnswer {
    const [{ value }] = criteria as [{ value: string }];
    const certificates = (this.#certificates.get(value) ?? []).map((der) => ({
      username: value,
      notBefore: new X509Certificate(der).validFromDate.getTime(),
      // As the product writes it: base64 within base64.
      base64Cert: Buffer.from(base64(der)).toString("base64"),
    }));
    const pagination_summary = { total_certs: certificates.length, current_page: 1, page_size: 10 };
    return { status: 200, body: { certificates, pagination_summary } };
  }

  async #status(serial: string): Promise<DoubleAnswer> {
    const { authority } = this.server.ca;
    const [issuing = new Uint8Array()] = await authority.chain();
    const status = await authority.status(issuing, serial);
    if (status.state === "unknown")
      return failure(
        404,
        `Certificate with serial number '${serial}' and issuer DN '${CA_DN}' was not found`,
      );
    const revoked = status.state === "revoked";
    const words = Object.keys(REASONS).find((key) => revoked && REASONS[key] === status.reason);
    return {
      status: 200,
      body: {
        issuer_dn: CA_DN,
        serial_number: serial,
        revoked,
        revocation_reason: words ?? "NOT_REVOKED",
        ...(revoked ? { revocation_date: `${status.at.toISOString().slice(0, 19)}Z` } : {}),
      },
    };
  }

  async #revoke(serial: string, words: string): Promise<DoubleAnswer> {
    const reason = REASONS[words];
    if (!reason) return failure(400, "Invalid revocation reason.");
    const { body } = await this.#status(serial);
    if ((body as { revoked?: boolean }).revoked)
      return failure(409, `Certificate with serial number ${serial} has previously been revoked.`);
    await this.server.ca.authority.revoke(serial, reason);
    return { status: 200, body: { issuer_dn: CA_DN, serial_number: serial, revoked: true } };
  }
}

/** The attributes of a name as EJBCA calls them. */
const NAMES: Record<string, keyof CertificateSubject> = {
  C: "country",
  O: "organization",
  ORGANIZATIONIDENTIFIER: "organizationIdentifier",
  OU: "organizationalUnit",
  CN: "commonName",
  SURNAME: "surname",
  GIVENNAME: "givenName",
  SERIALNUMBER: "serialNumber",
};

/** Reads a line of RFC 4514: parts are separated by commas that no backslash precedes. */
function subjectOfDn(dn: string, email: string | undefined): CertificateSubject {
  const parts = dn.match(/(?:\\.|[^\\,])+/gu) ?? [];
  const read = parts.map((part) => {
    const at = part.indexOf("=");
    return [NAMES[part.slice(0, at)] ?? "unknown", part.slice(at + 1).replaceAll(/\\(.)/gu, "$1")];
  });
  return { ...(Object.fromEntries(read) as CertificateSubject), ...(email ? { email } : {}) };
}
