import { describe, expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";
import type { ProcessRole } from "./process-roles.ts";
import { readStartConfig } from "./start-config.ts";

const DATABASE_URL = "postgres://localhost/portail";
const PUBLIC_URL = "https://ae.example.com";
const SECRET = "a secret of more than thirty-two characters";
const PROVIDER = {
  OIDC_ISSUER: "https://keycloak.example.com/realms/ae",
  OIDC_CLIENT_SECRET: "a secret of the provider's",
};
const SMTP_URL = "smtp://mail.example.com";
const SHARED = { DATABASE_URL, NEIGHBOURS_SECRET: SECRET, SEALING_SECRET: SECRET, DEMO_IDENTITIES: "true" };

const refusal = (environment: Record<string, string>, role: ProcessRole = "all") => {
  try {
    readStartConfig(environment, role);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return error instanceof Error ? error.message : "";
  }
};

describe("OPS-8 values that contradict each other", () => {
  const contradictions: [Record<string, string>, RegExp, ProcessRole?][] = [
    [{ ...PROVIDER, DEMO: "true" }, /DEMO cannot be true with OIDC_ISSUER/],
    [{ CA_KIND: "step-ca", DEMO: "true" }, /DEMO cannot be true with CA_KIND/],
    [{ EJBCA_URL: "https://ejbca.example.com" }, /EJBCA_URL: of no use, since CA_KIND is embedded/],
    [
      { STEP_CA_PROVISIONER: "ae", STEP_CA_URL: "https://ca.example.com" },
      /STEP_CA_PROVISIONER, STEP_CA_URL: of no use/,
    ],
    [{ S3_REGION: "eu-west-3" }, /S3_REGION: of no use, since neither FILE_STORE nor ANCHORS_COPY is at s3/],
    [{ S3_PATH_STYLE: "true", FILE_STORE: "/srv/files" }, /S3_PATH_STYLE: of no use/],
    [
      { FILE_STORE: "s3://ae-files/b", ANCHORS_COPY: "s3://ae-files/b" },
      /ANCHORS_COPY: s3:\/\/ae-files\/b is FILE_STORE itself/,
    ],
    [{ OIDC_CLIENT_SECRET: "a secret of nobody's" }, /OIDC_CLIENT_SECRET: of no use, since OIDC_ISSUER/],
    [{ OIDC_CLIENT_ID: "ae" }, /OIDC_CLIENT_ID: of no use, since OIDC_ISSUER/],
    [{ ...PROVIDER, CARD_URL: "https://cards.example.com" }, /CARD_URL: of no use, since OIDC_ISSUER/],
    [{ DATABASE_OWNER_URL: DATABASE_URL }, /DATABASE_URL is needed with DATABASE_OWNER_URL/],
    [
      { SEALING_SECRET: SECRET, SEALING_SECRET_PREVIOUS: SECRET },
      /SEALING_SECRET_PREVIOUS is SEALING_SECRET itself/,
    ],
    [{ PORT: "8080", NEIGHBOURS_PORT: "8080" }, /PORT and NEIGHBOURS_PORT are the same port, 8080/],
    [{ PORT: "8080", CARD_PORT: "8081" }, /NEIGHBOURS_PORT and CARD_PORT are the same port, 8081/],
    [{ PORT: "65535" }, /NEIGHBOURS_PORT: PORT leaves no room after it/],
    [{ ...SHARED, HEALTH_PORT: "8081" }, /HEALTH_PORT and NEIGHBOURS_PORT are the same port/, "neighbours"],
    [{ HEALTH_PORT: "8083" }, /HEALTH_PORT is of no use to a process of role all/],
    [{ ...SHARED, HEALTH_PORT: "8083" }, /HEALTH_PORT is of no use to a process of role web/, "web"],
    [
      { STOP_SECONDS: "5", STOP_DELAY_SECONDS: "10" },
      /STOP_DELAY_SECONDS \(10\) is longer than STOP_SECONDS \(5\)/,
    ],
    [{ SESSION_IDLE_MINUTES: "600", SESSION_ABSOLUTE_HOURS: "8" }, /SESSION_IDLE_MINUTES \(600\) is longer/],
  ];
  test.each(contradictions)("%j are refused in one line that names them", (environment, line, role) => {
    expect(refusal(environment, role)).toMatch(line);
    expect(refusal(environment, role)).toMatch(/^[^\n]+$/);
  });

  test("are named together", () => {
    expect(refusal({ S3_REGION: "eu-west-3", HEALTH_PORT: "8083" })).toMatch(/S3_REGION.*; HEALTH_PORT/);
  });

  test.each<[ProcessRole, Record<string, string>]>([
    // Each is on its own machine, or in its own container: nobody else listens there.
    ["worker", { PORT: "8080", HEALTH_PORT: "8080" }],
    ["web", { PORT: "8080", NEIGHBOURS_PORT: "8080" }],
    ["neighbours", { HEALTH_PORT: "8083" }],
  ])("do not, in a process of role %s, when they are %j", (role, environment) => {
    expect(refusal({ ...SHARED, ...environment }, role)).toBeUndefined();
  });

  test("keep no command from its work, which is on the database alone", () => {
    expect(readConfig({ HEALTH_PORT: "8083", DATABASE_URL }).database?.application).toBe(DATABASE_URL);
  });
});

describe("OPS-9 the embedded identity provider and mailbox", () => {
  test("are there for the user of this machine without a word", () => {
    expect(refusal({})).toBeUndefined();
    expect(refusal({ PUBLIC_URL: "http://localhost:8080" })).toBeUndefined();
  });

  test.each([
    [{ DATABASE_URL }, "OIDC_ISSUER and SMTP_URL: needed with DATABASE_URL"],
    [{ PUBLIC_URL }, "OIDC_ISSUER and SMTP_URL: needed with an https PUBLIC_URL"],
    [{ DATABASE_URL, SMTP_URL }, "OIDC_ISSUER: needed with DATABASE_URL"],
    [{ PUBLIC_URL, ...PROVIDER }, "SMTP_URL: needed with an https PUBLIC_URL"],
    [{ DATABASE_URL, DEMO: "true" }, "OIDC_ISSUER and SMTP_URL: needed with DATABASE_URL"],
  ])("are refused, where others come, to %j", (environment, line) => {
    expect(refusal(environment)).toContain(line);
    expect(refusal(environment)).toMatch(/^[^\n]*DEMO_IDENTITIES=true says that this is meant$/);
    expect(refusal({ ...environment, DEMO_IDENTITIES: "true" })).toBeUndefined();
  });

  test("are not needed beside real ones, and then cannot be meant", () => {
    const real = { DATABASE_URL, PUBLIC_URL, ...PROVIDER, SMTP_URL };
    expect(refusal(real)).toBeUndefined();
    expect(refusal({ ...real, DEMO_IDENTITIES: "true" })).toContain("DEMO_IDENTITIES: of no use");
  });

  test.each(["web", "worker", "neighbours"] as const)("are asked for of a process of role %s", (role) => {
    const { DEMO_IDENTITIES: _, ...shared } = SHARED;
    expect(refusal(shared, role)).toContain("OIDC_ISSUER and SMTP_URL");
    expect(refusal(SHARED, role)).toBeUndefined();
  });

  test("keep no command from its work", () => {
    expect(readConfig({ DATABASE_URL }).database?.application).toBe(DATABASE_URL);
  });
});
