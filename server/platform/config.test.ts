import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

const EJBCA = {
  CA_KIND: "ejbca",
  EJBCA_URL: "https://ejbca.example.com/ejbca/ejbca-rest-api",
  EJBCA_CLIENT_CERTIFICATE_FILE: "ra.crt.pem",
  EJBCA_CLIENT_KEY_FILE: "ra.key.pem",
  EJBCA_CA_NAME: "AC",
  EJBCA_END_ENTITY_PROFILE: "PORTAIL",
  EJBCA_TOKEN_PROFILE: "TOKEN",
  EJBCA_SOFTWARE_PROFILE: "SOFTWARE",
};
const STEP_CA = {
  CA_KIND: "step-ca",
  STEP_CA_URL: "https://ca.example.com:9000",
  STEP_CA_ROOT_FINGERPRINT: "AB".repeat(32),
  STEP_CA_PROVISIONER: "portail-ae",
  STEP_CA_PROVISIONER_KEY_FILE: "provisioner.jwk",
};

const SECRET = "a sealing secret of more than thirty-two characters";
/** What the processes of an installation share besides. */
const SHARED = { DATABASE_URL: "postgres://localhost/portail", NEIGHBOURS_SECRET: `${SECRET} too` };

describe("the configuration", () => {
  test("needs nothing: every neighbour has its embedded default", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 8080, publicUrl: "http://localhost:8080", demo: true });
    expect([config.database, config.oidc.issuer, config.mail.smtpUrl]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("does not fill somebody's own database with a demonstration unless asked to", () => {
    const DATABASE_URL = "postgres://localhost/portail";
    expect(readConfig({ DATABASE_URL }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL, DEMO: "true" }).demo).toBe(true);
  });

  test("names places for files: a folder, a bucket, a part of one", () => {
    const at = (FILE_STORE: string) => readConfig({ FILE_STORE }).fileStore;
    expect(at("/srv/portail/files")).toEqual({ kind: "folder", folder: "/srv/portail/files" });
    expect(at("s3://ae-files")).toEqual({ kind: "s3", bucket: "ae-files", prefix: "" });
    expect(at("s3://ae-files/a/b/")).toEqual({ kind: "s3", bucket: "ae-files", prefix: "a/b/" });
    expect(readConfig({})).toMatchObject({ fileStore: undefined, anchorsCopy: undefined });
    expect(readConfig({}).s3).toEqual({ endpoint: undefined, region: undefined, pathStyle: false });
    expect(readConfig({ S3_ENDPOINT: "http://minio:9000" }).s3.region).toBe("us-east-1");
  });

  test("reads the files of an outside authority, which then has no demonstration", async () => {
    const folder = await mkdtemp(join(tmpdir(), "config-"));
    const path = join(folder, "provisioner.jwk");
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await writeFile(path, JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: "k1" }));
    const config = readConfig({ ...STEP_CA, STEP_CA_PROVISIONER_KEY_FILE: path });
    expect(config.demo).toBe(false);
    expect(config.authority).toMatchObject({
      kind: "step-ca",
      stepCa: { rootFingerprint: "ab".repeat(32), timeoutSeconds: 30, provisionerKey: { kid: "k1" } },
    });
    await rm(folder, { recursive: true });
  });

  test.each([
    ["DATABASE_URL", "postgres://portail:p @host/portail"],
    ["DATABASE_OWNER_URL", "postgres://portail_owner@host/portail"],
    ["SEALING_SECRET", SECRET],
    ["SEALING_SECRET_PREVIOUS", `${SECRET} `],
    ["OIDC_CLIENT_SECRET", "a secret of the provider's"],
    ["SMTP_URL", "smtp://user:secret@mail.example.com"],
    ["NEIGHBOURS_SECRET", SECRET],
  ])("OPS-8 reads %s from a file, but for the end of its line", async (name, secret) => {
    const folder = await mkdtemp(join(tmpdir(), "config-"));
    const path = join(folder, "secret");
    await writeFile(path, `${secret}\n`);
    const given = name === "DATABASE_OWNER_URL" ? { DATABASE_URL: "postgres://localhost/portail" } : {};
    const read = JSON.stringify(readConfig({ ...given, [`${name}_FILE`]: path }));
    expect(read).toBe(JSON.stringify(readConfig({ ...given, [name]: secret })));
    expect(read).toContain(secret);
    expect(() => readConfig({ ...given, [name]: secret, [`${name}_FILE`]: path })).toThrow(
      "only one of them",
    );
    await writeFile(path, "\n");
    expect(() => readConfig({ ...given, [`${name}_FILE`]: path })).toThrow(`${name}_FILE: ${path} is empty`);
    await rm(folder, { recursive: true });
  });

  test("OPS-5 reads the sealing secret from a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "config-"));
    const path = join(folder, "secret");
    await writeFile(path, `${SECRET}\n`);
    const files = { SEALING_SECRET_FILE: path, SEALING_SECRET_PREVIOUS: `${SECRET}.` };
    const config = readConfig({ ...SHARED, ...files }, "web");
    expect(config.sealing).toEqual({ secret: SECRET, previous: `${SECRET}.` });
    const both = () => readConfig({ SEALING_SECRET: SECRET, SEALING_SECRET_FILE: path });
    expect(both).toThrow("only one of them");
    await rm(folder, { recursive: true });
  });

  test.each(["web", "worker", "neighbours"] as const)(
    "OPS-5 a process of role %s needs the sealing secret that the others have, and says how to make one",
    (role) => {
      expect(() => readConfig({}, role)).toThrow(ConfigurationError);
      expect(() => readConfig({}, role)).toThrow(/^[^\n]*SEALING_SECRET [^\n]*openssl rand[^\n]*$/);
      expect(readConfig({ ...SHARED, SEALING_SECRET: SECRET }, role).sealing.secret).toBe(SECRET);
    },
  );

  test.each(["web", "worker", "neighbours"] as const)(
    "OPS-1 a process of role %s needs the database and the secret that the others have",
    (role) => {
      for (const name of ["DATABASE_URL", "NEIGHBOURS_SECRET"])
        expect(() => readConfig({ ...SHARED, SEALING_SECRET: SECRET, [name]: "" }, role)).toThrow(
          new RegExp(`^[^\\n]*${name} is needed by a process of role ${role}[^\\n]*$`),
        );
    },
  );

  test.each([
    [{ PORT: "eighty" }, "PORT"],
    [{ SEALING_SECRET: "short" }, "SEALING_SECRET"],
    [{ SEALING_SECRET_FILE: "/nowhere" }, "SEALING_SECRET_FILE"],
    [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL"],
    [{ DATABASE_OWNER_URL: "postgres://localhost/x" }, "DATABASE_URL is needed"],
    [{ DATABASE_URL: "postgres://localhost/x", DATABASE_OWNER_URL: "x" }, "DATABASE_OWNER_URL"],
    [{ OIDC_ISSUER: "https://keycloak.example.com/realms/ae" }, "OIDC_CLIENT_SECRET"],
    [{ OIDC_ISSUER: "keycloak" }, "OIDC_ISSUER"],
    [{ FILE_STORE: "files" }, "FILE_STORE: must be s3://bucket/prefix or the absolute path"],
    [{ FILE_STORE: "s3://Not_A_Bucket/x" }, "FILE_STORE"],
    [{ FILE_STORE: "s3://bucket/with space" }, "FILE_STORE"],
    [{ ANCHORS_COPY: "https://bucket.example.com" }, "ANCHORS_COPY"],
    [{ S3_ENDPOINT: "minio:9000" }, "S3_ENDPOINT"],
    [{ S3_PATH_STYLE: "yes" }, "S3_PATH_STYLE"],
    [{ SESSION_IDLE_MINUTES: "0" }, "SESSION_IDLE_MINUTES: must be a whole number from 1 to 1440"],
    [{ PORT: "8080.5" }, "PORT: must be a whole number from 1 to 65535"],
    [{ PUBLIC_URL: "https://ae.example.com/portail" }, "PUBLIC_URL: must be an address without a path"],
    [{ SMTP_URL: "smtp:///" }, "SMTP_URL"],
    [{ SMTP_URL: "mail.example.com" }, "SMTP_URL: must begin with smtp:// or smtps://"],
    [{ CARD_URL: "http://cards.example.com" }, "CARD_URL: must begin with https://"],
    [{ LOG_LEVEL: "verbose" }, "LOG_LEVEL: must be one of: fatal, error, warn"],
    [{ NEIGHBOURS_SECRET: "short" }, "NEIGHBOURS_SECRET: must have 32 characters or more"],
    [{ DEMO: "yes" }, "DEMO"],
    [{ CA_KIND: "openca" }, "CA_KIND"],
    [{ CA_KIND: "ejbca", DEMO: "true" }, "DEMO cannot be true"],
    [{ CA_KIND: "ejbca", EJBCA_URL: "https://ejbca.example.com" }, "EJBCA_CA_NAME"],
    [{ CA_KIND: "ejbca", EJBCA_URL: "http://ejbca.example.com" }, "EJBCA_URL"],
    [{ ...EJBCA, EJBCA_CLIENT_CERTIFICATE_FILE: "/nowhere.pem" }, "EJBCA_CLIENT_CERTIFICATE_FILE"],
    [{ CA_KIND: "step-ca", STEP_CA_ROOT_FINGERPRINT: "abc" }, "STEP_CA_ROOT_FINGERPRINT"],
    [{ CA_KIND: "step-ca" }, "STEP_CA_PROVISIONER_KEY_FILE"],
    [{ ...STEP_CA, STEP_CA_PROVISIONER_KEY_FILE: "package.json" }, "decrypted JSON Web Key"],
  ])("stops at %j with one line that names %s", (environment, name) => {
    const read = () => readConfig(environment as Record<string, string>);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(name);
    expect(read).toThrow(/^[^\n]+$/);
  });
});
