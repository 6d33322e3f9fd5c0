import { describe, expect, test } from "vitest";
import { ConfigurationError, readConfig } from "./config.ts";

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

  test.each([
    [{ PORT: "eighty" }, "PORT"],
    [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL"],
    [{ DATABASE_OWNER_URL: "postgres://localhost/x" }, "DATABASE_URL is needed"],
    [{ DATABASE_URL: "postgres://localhost/x", DATABASE_OWNER_URL: "x" }, "DATABASE_OWNER_URL"],
    [{ OIDC_ISSUER: "https://keycloak.example.com/realms/ae" }, "OIDC_CLIENT_SECRET"],
    [{ OIDC_ISSUER: "keycloak" }, "OIDC_ISSUER"],
    [{ SESSION_IDLE_MINUTES: "0" }, "SESSION_IDLE_MINUTES"],
    [{ DEMO: "yes" }, "DEMO"],
  ])("stops at %j with one line that names %s", (environment, name) => {
    const read = () => readConfig(environment as Record<string, string>);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(name);
    expect(read).toThrow(/^[^\n]+$/);
  });
});
