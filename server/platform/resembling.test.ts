import { describe, expect, test } from "vitest";
import { resemblingVariables } from "./resembling.ts";

const namesIn = (...names: string[]) =>
  resemblingVariables(Object.fromEntries(names.map((name) => [name, "value"]))).map(
    ({ name, meant }) => `${name}: ${meant}`,
  );

describe("OPS-8 a name in the environment that is none of the portal's", () => {
  test.each([
    ["OIDC_ISUER", "OIDC_ISSUER"],
    ["DATABSE_URL", "DATABASE_URL"],
    ["DATABASE_ULR", "DATABASE_URL"],
    ["database_url", "DATABASE_URL"],
    ["SMPT_URL", "SMTP_URL"],
    ["SEALING_SECRET_FILES", "SEALING_SECRET_FILE"],
    ["PROT", "PORT"],
    ["LOGLEVEL", "LOG_LEVEL"],
    ["EJBCA_SERVER_CERTIFICATE", "EJBCA_SERVER_CA_FILE"],
    ["SMTP_PASSWORD", "SMTP_URL"],
  ])("but looks like one, %s, is told of", (name, meant) => {
    const [told] = namesIn(name);
    expect(told).toContain(`${name}: `);
    if (name !== "SMTP_PASSWORD" && name !== "EJBCA_SERVER_CERTIFICATE")
      expect(told).toBe(`${name}: ${meant}`);
  });

  test("and is the system's, npm's or another program's is nobody's business", () => {
    expect(
      namesIn(
        ...[
          "HOME",
          "HOSTNAME",
          "HOSTTYPE",
          "PATH",
          "PWD",
          "USER",
          "SHELL",
          "LANG",
          "TERM",
          "TMPDIR",
          "LOGNAME",
        ],
        ...["NODE_OPTIONS", "npm_config_cache", "NO_COLOR", "CI", "DISPLAY", "MAIL", "EDITOR", "DEBUG"],
        ...["AWS_REGION", "AWS_ACCESS_KEY_ID", "HTTP_PROXY", "HTTPS_PROXY", "NODE_EXTRA_CA_CERTS", "PGHOST"],
        // What Kubernetes and Docker say of a service that is called smtp.
        ...["SMTP_SERVICE_HOST", "SMTP_PORT_25_TCP_ADDR", "SMTP_SERVICE_PORT"],
      ),
    ).toEqual([]);
  });

  test("is not one of the portal's, nor of a secret's file", () => {
    expect(namesIn("PORT", "DATABASE_URL_FILE", "S3_ENDPOINT", "EJBCA_URL")).toEqual([]);
  });
});
