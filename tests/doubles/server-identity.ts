/** The server certificate of a double, under the chain that it issues with: as real authorities have theirs. */
import { generateKeyPairSync } from "node:crypto";
import { ISSUING_NAME, openAuthorityKeys } from "../../neighbours/certification-authority/authority-keys.ts";
import {
  publicKeyInfoOf,
  randomSerial,
  signCertificate,
} from "../../neighbours/certification-authority/certificate.ts";
import {
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  serverAlternativeNames,
} from "../../neighbours/certification-authority/extensions.ts";
import {
  PUBLIC_URL,
  pem,
  type TestAuthority,
} from "../../neighbours/certification-authority/test-authority.ts";
import { distinguishedName } from "../../server/platform/distinguished-name.ts";

/** PEM of the key and of the certificate with its issuing CA, for `localhost`. */
export async function serverIdentity(ca: TestAuthority): Promise<{ key: string; cert: string }> {
  const { issuing } = await openAuthorityKeys(ca.folder, PUBLIC_URL, "P-256");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = signCertificate(
    {
      serial: randomSerial(),
      issuer: ISSUING_NAME,
      subject: distinguishedName({ commonName: "localhost" }),
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2044-01-01T00:00:00Z"),
      publicKeyInfo: publicKeyInfoOf(publicKey),
      extensions: [
        basicConstraints(),
        keyUsage(["digitalSignature"]),
        extendedKeyUsage(["serverAuth"]),
        serverAlternativeNames("localhost"),
      ],
    },
    issuing.privateKey,
  );
  return {
    key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    cert: pem(certificate) + pem(issuing.certificate),
  };
}
