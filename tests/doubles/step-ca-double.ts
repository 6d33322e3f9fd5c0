/**
 * Answers as step-ca does with a JWK provisioner whose template takes the subject from the token: the checks of its
 * `authority/provisioner/jwk.go` and `sign_options.go`, and its messages.
 */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
  X509Certificate,
} from "node:crypto";
import { pem } from "../../neighbours/certification-authority/test-authority.ts";
import { Pkcs10CertificateRequest } from "../../server/platform/x509.ts";
import type { CertificateSubject, RevocationReason } from "../../server/ports/certification-authority.ts";
import { AuthorityDouble, type DoubleAnswer, type DoubleRequest } from "./authority-double.ts";

export const PROVISIONER = "portail-ae";
const UNAUTHORIZED =
  "The request lacked necessary authorization to be completed. Please see the certificate authority logs for more info.";

/** RFC 5280 §5.3.1. */
const REASONS: Record<number, RevocationReason> = {
  0: "unspecified",
  1: "keyCompromise",
  3: "affiliationChanged",
  4: "superseded",
  5: "cessationOfOperation",
  9: "privilegeWithdrawn",
};

type Claims = {
  iss: string;
  aud: string;
  sub: string;
  sans?: string[];
  exp: number;
  jti: string;
  portail?: { subject: Record<string, unknown>; sans: { type: string; value: string }[] };
};

const failure = (status: number, message: string): DoubleAnswer => ({ status, body: { status, message } });
const pems = (certificates: Uint8Array[]): string[] => certificates.map((der) => pem(der));

export class StepCaDouble {
  readonly server: AuthorityDouble;
  /** Private, as `step crypto jwk create` makes it. */
  readonly provisionerKey: { kid: string } & Record<string, unknown>;
  readonly #publicKey: KeyObject;
  readonly #usedTokens = new Set<string>();

  private constructor(server: AuthorityDouble) {
    this.server = server;
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#publicKey = createPublicKey(privateKey);
    this.provisionerKey = { ...privateKey.export({ format: "jwk" }), kid: "provisioner-key" };
  }

  static async start(): Promise<StepCaDouble> {
    let double: StepCaDouble | undefined;
    const server = await AuthorityDouble.start(async (request) => {
      if (!double) throw new Error("not started");
      return double.#answer(request);
    });
    double = new StepCaDouble(server);
    return double;
  }

  get rootFingerprint(): string {
    return createHash("sha256").update(new X509Certificate(this.server.root).raw).digest("hex");
  }

  async #answer({ method, segments, body }: DoubleRequest): Promise<DoubleAnswer> {
    const { authority } = this.server.ca;
    const [issuing = new Uint8Array(), root = new Uint8Array()] = await authority.chain();
    const [first, second] = segments;
    if (method === "GET" && first === "root")
      return second === this.rootFingerprint
        ? { status: 200, body: { ca: pem(root) } }
        : failure(404, `root certificate with fingerprint "${second}" was not found`);
    switch (`${method} ${segments.join("/")}`) {
      case "GET 1.0/intermediates":
        return { status: 201, body: { crts: pems([issuing]) } };
      case "GET 1.0/crl":
        return { status: 200, body: Buffer.from(await authority.crl()), contentType: "application/pkix-crl" };
      case "POST 1.0/sign":
        return this.#sign(body, [issuing]);
      case "POST 1.0/revoke":
        return this.#revoke(body);
      default:
        return failure(404, "Not Found");
    }
  }

  async #sign({ csr, ott, notAfter }: Record<string, unknown>, others: Uint8Array[]): Promise<DoubleAnswer> {
    const request = read(this.server.requestOf(String(csr)));
    if (!request || !(await request.verify().catch(() => false))) return failure(400, "invalid csr");
    const claims = this.#authorize(String(ott), "sign");
    if (!claims?.portail) return failure(401, UNAUTHORIZED);
    const [commonName = ""] = request.subjectName.getField("CN");
    if (commonName && commonName !== claims.sub)
      return failure(403, `certificate request does not contain the valid common name - got ${commonName}`);
    const result = await this.server.ca.authority.enrollWithin(
      {
        requestId: claims.jti,
        profile: "software",
        csr: new Uint8Array(request.rawData),
        subject: subjectOf(claims.portail),
      },
      { notBefore: this.server.ca.clock.now(), notAfter: new Date(String(notAfter)) },
    );
    if (result.state !== "issued")
      return failure(403, result.state === "rejected" ? String(result.reason) : "error signing certificate");
    this.server.issued += 1;
    const certChain = pems([result.certificate, ...others]);
    return { status: 201, body: { crt: certChain[0], ca: certChain[1], certChain } };
  }

  async #revoke({ serial, ott, reasonCode, passive }: Record<string, unknown>): Promise<DoubleAnswer> {
    if (!passive) return failure(501, "non-passive revocation not implemented");
    const claims = this.#authorize(String(ott), "revoke");
    if (!claims) return failure(401, UNAUTHORIZED);
    if (claims.sub !== serial)
      return failure(403, `request serial number "${String(serial)}" does not match`);
    const { authority } = this.server.ca;
    const hexadecimal = BigInt(String(serial)).toString(16);
    if ((await authority.revocations())?.some((entry) => entry.serial === hexadecimal))
      return failure(400, `certificate with serial number '${String(serial)}' is already revoked`);
    await authority.revoke(hexadecimal, REASONS[Number(reasonCode)] ?? "unspecified");
    return { status: 200, body: { status: "ok" } };
  }

  /** Each token once: it is used up before anything is done with it, as in step-ca. */
  #authorize(ott: string, call: string): Claims | undefined {
    const [header = "", payload = "", signature = ""] = ott.split(".");
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
    const isUsed = this.#usedTokens.has(claims.jti);
    this.#usedTokens.add(claims.jti);
    const key = { key: this.#publicKey, dsaEncoding: "ieee-p1363" as const };
    const isSigned = verify(
      "sha256",
      Buffer.from(`${header}.${payload}`),
      key,
      Buffer.from(signature, "base64url"),
    );
    const isOurs =
      kid === this.provisionerKey.kid &&
      claims.iss === PROVISIONER &&
      claims.aud === `https://localhost/1.0/${call}` &&
      claims.exp * 1000 > this.server.ca.clock.now().getTime();
    return isSigned && isOurs && !isUsed ? claims : undefined;
  }
}

function read(csr: Uint8Array): Pkcs10CertificateRequest | undefined {
  try {
    return new Pkcs10CertificateRequest(Buffer.from(csr));
  } catch {
    return undefined;
  }
}

/** As the template of docs/integration.md reads the token. */
function subjectOf({ subject, sans }: NonNullable<Claims["portail"]>): CertificateSubject {
  const { extraNames, ...fields } = subject as { extraNames: { type: string; value: string }[] };
  const extra = (type: string) => extraNames.find((name) => name.type === type)?.value;
  const organizationIdentifier = extra("2.5.4.97");
  const email = sans.find(({ type }) => type === "email")?.value;
  return {
    ...(fields as unknown as CertificateSubject),
    surname: extra("2.5.4.4") ?? "",
    givenName: extra("2.5.4.42") ?? "",
    ...(organizationIdentifier ? { organizationIdentifier } : {}),
    ...(email ? { email } : {}),
  };
}
