/** What every certification authority behind the port does, whichever product it is. */
import { generateKeyPairSync, randomUUID, X509Certificate } from "node:crypto";
// Node 24.21: where `toLegacyObject` is what first loads TLS, `tls.createSecureContext` stays undefined in that process.
import "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subject } from "../../neighbours/certification-authority/sample-request.ts";
import { makeSigningRequest } from "../../neighbours/certification-authority/signing-request.ts";
import type {
  CertificationAuthority,
  EnrollRequest,
  IssuedCertificate,
} from "../../server/ports/certification-authority.ts";

export type AuthorityUnderTest = {
  authority: CertificationAuthority;
  /** The time that it writes. */
  now(): Date;
  /** Runs `work` while the authority cannot be reached. */
  unreachable?: (work: () => Promise<void>) => Promise<void>;
  /** Lets pass what a request may take to settle. */
  later?: () => void;
  /** How many certificates it has made; absent: nobody can count them. */
  issued?: () => number;
  stop(): Promise<void>;
};

export type ContractOptions = {
  /** Whether `unreachable` is given: there is a way to it that can be cut. */
  canBeCutOff?: boolean;
};

const key = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const serialOf = (der: Uint8Array) => new X509Certificate(der).serialNumber.toLowerCase();

/** Allows for the clocks of two machines, and for dates that have no fractions of a second. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Registers the suite. `start` is called once; each test asks for certificates of its own. */
export function certificationAuthorityContract(
  name: string,
  start: () => Promise<AuthorityUnderTest>,
  options: ContractOptions = {},
): void {
  describe(`the certification authority: ${name}`, () => {
    let under: AuthorityUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under?.stop());

    const request = (more: Partial<EnrollRequest> = {}): EnrollRequest => ({
      requestId: randomUUID(),
      profile: "software",
      subject,
      csr: makeSigningRequest(key(), subject),
      ...more,
    });
    const issue = async (asked: EnrollRequest): Promise<IssuedCertificate> => {
      const result = await under.authority.enroll(asked);
      if (result.state !== "issued") throw new Error(`not issued: ${JSON.stringify(result)}`);
      return result;
    };

    test("CERT-2 certifies the key of the request for the approved subject, under a chain that ends at a root", async () => {
      const privateKey = key();
      const csr = makeSigningRequest(privateKey, { ...subject, commonName: "Quelqu'un d'autre" });
      const { certificate, chain, keyContainer } = await issue(request({ csr }));
      const path = [certificate, ...chain].map((der) => new X509Certificate(der));
      const [leaf] = path;
      if (!leaf) throw new Error("no certificate");
      expect(leaf.checkPrivateKey(privateKey)).toBe(true);
      expect(leaf.subject.split("\n").toSorted()).toEqual(
        [
          "C=FR",
          "CN=Jean Bonbeurre",
          "GN=Jean",
          "O=Crèmerie du Port",
          "SN=Bonbeurre",
          "organizationIdentifier=NTRFR-434202180",
          "serialNumber=5144",
        ].toSorted(),
      );
      expect(keyContainer).toBeUndefined();
      for (const [index, issued] of path.entries()) {
        const issuer = path[index + 1] ?? issued;
        expect(issued.checkIssued(issuer) && issued.verify(issuer.publicKey)).toBe(true);
      }
      expect((await under.authority.chain()).map((der) => Buffer.from(der).toString("base64"))).toEqual(
        chain.map((der) => Buffer.from(der).toString("base64")),
      );
    });

    test("CERT-2 writes names with every special character letter for letter", async () => {
      const hostile = {
        ...subject,
        commonName: 'Łukasz "Lucky", O=Evil\\, CN=admin+1 <b>#00',
        surname: "O'Brien;",
        organization: 'A/B & Fils, S.A.R.L. \\ "Le Port"',
      };
      const { certificate } = await issue(
        request({ subject: hostile, csr: makeSigningRequest(key(), hostile) }),
      );
      const read = new X509Certificate(certificate).toLegacyObject().subject as unknown as Record<
        string,
        string
      >;
      expect([read.CN, read.SN, read.O]).toEqual([hostile.commonName, hostile.surname, hostile.organization]);
    });

    test("FLOW-6 makes the key pair when no request is given, and hands it over with its certificate", async () => {
      const { requestId, profile } = request();
      const issued = await issue({ requestId, profile, subject });
      expect(issued.keyContainer?.pkcs12.length).toBeGreaterThan(500);
      expect(issued.keyContainer?.password.length).toBeGreaterThan(20);
      expect(await under.authority.findByRequestId(requestId)).toEqual(issued);
    });

    test("FLOW-6 issues once for one request, also when it is asked several times at once", async () => {
      const before = under.issued?.();
      const asked = request();
      const [first, ...others] = await Promise.all([issue(asked), issue(asked), issue(asked)]);
      others.push(await issue(asked));
      for (const other of others)
        expect(serialOf(other.certificate)).toBe(serialOf(first?.certificate ?? new Uint8Array()));
      if (before !== undefined) expect(under.issued?.()).toBe(before + 1);
      const another = await issue(request());
      expect(serialOf(another.certificate)).not.toBe(serialOf(first?.certificate ?? new Uint8Array()));
    });

    test("FLOW-6 finds what it issued by the request, and nothing for one that it never saw", async () => {
      const asked = request();
      const issued = await issue(asked);
      expect(await under.authority.findByRequestId(asked.requestId)).toEqual(issued);
      expect(await under.authority.findByRequestId(randomUUID())).toBeUndefined();
    });

    const weak = () => generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const tampered = () => {
      const csr = makeSigningRequest(key(), subject);
      const bytes = Buffer.from(csr);
      // Within the name: the request still reads, and its signature is another one's.
      const at = bytes.indexOf("Jean");
      bytes.write("Joan", at);
      return bytes;
    };
    test.each([
      ["whose signature is not valid", tampered],
      ["for a key that is too weak", () => makeSigningRequest(weak(), subject)],
      ["that cannot be read", () => Buffer.from([1, 2, 3])],
    ])("FLOW-6 refuses a request %s, and says why", async (_, makeCsr) => {
      const asked = request({ csr: makeCsr() });
      const result = await under.authority.enroll(asked);
      expect(result).toMatchObject({ state: "rejected", reason: expect.stringMatching(/\S{3}/) });
      expect(await under.authority.enroll(asked)).toEqual(result);
      expect(await under.authority.findByRequestId(asked.requestId)).toEqual(result);
    });

    test("CERT-3 a certificate is good until it is revoked, and then revoked for the first reason", async () => {
      const { certificate, chain } = await issue(request());
      const [issuing = new Uint8Array(), root = new Uint8Array()] = chain;
      const serial = serialOf(certificate);
      expect(await under.authority.status(issuing, serial)).toEqual({ state: "good" });
      expect(await under.authority.status(root, serial)).toEqual({ state: "unknown" });
      const listed = async () =>
        (await under.authority.revocations())?.find((entry) => entry.serial === serial);
      expect(await listed()).toBeUndefined();

      await under.authority.revoke(serial, "keyCompromise");
      const status = await under.authority.status(issuing, serial);
      if (status.state !== "revoked") throw new Error(`not revoked: ${status.state}`);
      expect(status.reason).toBe("keyCompromise");
      expect(Math.abs(status.at.getTime() - under.now().getTime())).toBeLessThan(CLOCK_TOLERANCE_MS);

      await under.authority.revoke(serial, "superseded");
      expect(await under.authority.status(issuing, serial)).toEqual(status);
      expect(await listed()).toMatchObject({ serial, reason: "keyCompromise" });
    });

    if (options.canBeCutOff)
      test("FLOW-6 throws while it cannot be reached, and loses nothing", async () => {
        const asked = request();
        let cutOff = 0;
        await under.unreachable?.(async () => {
          await expect(under.authority.enroll(asked)).rejects.toThrow();
          await expect(under.authority.revocations()).rejects.toThrow();
          cutOff += 1;
        });
        expect(cutOff).toBe(1);
        under.later?.();
        const issued = await issue(asked);
        expect(await under.authority.findByRequestId(asked.requestId)).toEqual(issued);
      });
  });
}
