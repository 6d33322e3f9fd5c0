/** The part of the configuration that says which certification authority issues, and how to reach it. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

const httpsAddress = z.url({ protocol: /^https$/, error: "must begin with https://" });
const name = z.string().min(1);

export const authorityEnvironment = {
  CA_KIND: z.enum(["embedded", "ejbca", "step-ca"]).default("embedded"),
  /** How long one call to an outside authority may take. */
  CA_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(60).default(30),
  EJBCA_URL: httpsAddress.optional(),
  EJBCA_CLIENT_CERTIFICATE_FILE: name.optional(),
  EJBCA_CLIENT_KEY_FILE: name.optional(),
  EJBCA_SERVER_CA_FILE: name.optional(),
  EJBCA_CA_NAME: name.optional(),
  EJBCA_END_ENTITY_PROFILE: name.optional(),
  EJBCA_TOKEN_PROFILE: name.optional(),
  EJBCA_SOFTWARE_PROFILE: name.optional(),
  STEP_CA_URL: httpsAddress.optional(),
  /** SHA-256 of the root certificate, as `step certificate fingerprint` prints it. */
  STEP_CA_ROOT_FINGERPRINT: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")
    .transform((text) => text.toLowerCase())
    .optional(),
  STEP_CA_PROVISIONER: name.optional(),
  STEP_CA_PROVISIONER_KEY_FILE: name.optional(),
};

type Environment = z.infer<z.ZodObject<typeof authorityEnvironment>> & { DEMO?: boolean | undefined };

export type EjbcaConfig = {
  url: string;
  tls: { cert: string; key: string; ca: string | undefined };
  timeoutSeconds: number;
  certificationAuthority: string;
  endEntityProfile: string;
  certificateProfiles: { token: string; software: string };
};

export type StepCaConfig = {
  url: string;
  timeoutSeconds: number;
  rootFingerprint: string;
  provisioner: string;
  /** Private, JSON Web Key (RFC 7517) with its `kid`. */
  provisionerKey: { kid: string } & Record<string, unknown>;
};

export type AuthorityConfig =
  | { kind: "embedded" }
  | { kind: "ejbca"; ejbca: EjbcaConfig }
  | { kind: "step-ca"; stepCa: StepCaConfig };

/** Reads the files that the environment names. `refuse` gets one line that names what is wrong. */
export function authorityOf(env: Environment, refuse: (problem: string) => never): AuthorityConfig {
  if (env.CA_KIND === "embedded") return { kind: "embedded" };
  if (env.DEMO) refuse(`DEMO cannot be true with CA_KIND=${env.CA_KIND}: it would issue real certificates`);

  const missing: string[] = [];
  const needed = (variable: keyof typeof authorityEnvironment): string => {
    const value = env[variable];
    if (value === undefined) missing.push(variable);
    return String(value ?? "");
  };
  const stopAtMissing = () => {
    if (missing.length > 0) refuse(`${missing.join(", ")}: needed with CA_KIND=${env.CA_KIND}`);
  };
  const file = <T>(
    variable: keyof typeof authorityEnvironment,
    check: (text: string) => T,
    what: string,
  ): T => {
    try {
      return check(readFileSync(String(env[variable]), "utf8"));
    } catch {
      return refuse(`${variable}: is not a file with ${what}`);
    }
  };
  const certificate = (text: string) => new X509Certificate(text) && text;
  const timeoutSeconds = env.CA_TIMEOUT_SECONDS;

  if (env.CA_KIND === "ejbca") {
    const settings = {
      url: needed("EJBCA_URL").replace(/\/+$/, ""),
      timeoutSeconds,
      certificationAuthority: needed("EJBCA_CA_NAME"),
      endEntityProfile: needed("EJBCA_END_ENTITY_PROFILE"),
      certificateProfiles: {
        token: needed("EJBCA_TOKEN_PROFILE"),
        software: needed("EJBCA_SOFTWARE_PROFILE"),
      },
    };
    needed("EJBCA_CLIENT_CERTIFICATE_FILE");
    needed("EJBCA_CLIENT_KEY_FILE");
    stopAtMissing();
    const cert = file("EJBCA_CLIENT_CERTIFICATE_FILE", certificate, "a certificate in PEM");
    const key = file(
      "EJBCA_CLIENT_KEY_FILE",
      (text) => createPrivateKey(text) && text,
      "a private key in PEM",
    );
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      refuse("EJBCA_CLIENT_KEY_FILE: is not the key of EJBCA_CLIENT_CERTIFICATE_FILE");
    const ca = env.EJBCA_SERVER_CA_FILE
      ? file("EJBCA_SERVER_CA_FILE", certificate, "a certificate in PEM")
      : undefined;
    return { kind: "ejbca", ejbca: { ...settings, tls: { cert, key, ca } } };
  }

  const settings = {
    url: needed("STEP_CA_URL").replace(/\/+$/, ""),
    timeoutSeconds,
    rootFingerprint: needed("STEP_CA_ROOT_FINGERPRINT"),
    provisioner: needed("STEP_CA_PROVISIONER"),
  };
  needed("STEP_CA_PROVISIONER_KEY_FILE");
  stopAtMissing();
  const provisionerKey = file(
    "STEP_CA_PROVISIONER_KEY_FILE",
    privateJwk,
    "the provisioner's private P-256 key as a decrypted JSON Web Key with its kid",
  );
  return { kind: "step-ca", stepCa: { ...settings, provisionerKey } };
}

const jwkSchema = z.looseObject({ kid: z.string().min(1), kty: z.literal("EC"), crv: z.literal("P-256") });

function privateJwk(text: string): StepCaConfig["provisionerKey"] {
  const jwk = jwkSchema.parse(JSON.parse(text));
  createPrivateKey({ key: jwk, format: "jwk" });
  return jwk;
}
