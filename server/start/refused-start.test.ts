/** Starts that cannot go well, as a person meets them: one line on standard error, status 1. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts } from "../../tests/builders/portal-process.ts";
import { createTestDatabase, type TestDatabase } from "../../tests/builders/test-database.ts";

let database: TestDatabase;
let folder: string;
/** A web server that is nobody's provider, and listens on a port that somebody may want. */
const other = createServer((_request, response) => response.writeHead(404).end());
let taken: string;
let free: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "portail-refused-"));
  await writeFile(join(folder, "a-file"), "");
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  taken = String(typeof address === "object" && address ? address.port : 0);
  free = String((await freePorts(1))[0]);
});
afterAll(async () => {
  other.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function start(environment: Record<string, string>, ...options: string[]) {
  const [port, neighbours, card] = (await freePorts(3)).map(String);
  const child = spawn(process.execPath, ["server/main.ts", ...options], {
    env: {
      PATH: process.env.PATH ?? "",
      DATA_DIR: join(folder, "data"),
      PORT: String(port),
      NEIGHBOURS_PORT: String(neighbours),
      CARD_PORT: String(card),
      ...environment,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const [status] = (await once(child, "close")) as [number];
  return { status, complained };
}

const outside = (more: Record<string, string>) => ({
  DATABASE_URL: database.url,
  SMTP_URL: "smtp://localhost:1",
  OIDC_CLIENT_SECRET: "a secret of the provider's",
  ...more,
});

describe("OPS-8 a start with a wrong value", () => {
  test.each([
    ["a port that somebody has", () => ({ PORT: taken }), /^PORT: another program/],
    ["a folder that is none", () => ({ DATA_DIR: join(folder, "a-file") }), /^DATA_DIR: .*a-file/],
    ["a folder below a file", () => ({ DATA_DIR: join(folder, "a-file/data") }), /^DATA_DIR: .*a-file/],
    ["a host that is not this machine's", () => ({ HOST: "192.0.2.1" }), /^HOST: .*192\.0\.2\.1/],
    [
      "a secret's file that is not there",
      () => ({ SMTP_URL_FILE: join(folder, "nowhere") }),
      /SMTP_URL_FILE: .*nowhere cannot be read \(ENOENT\)/,
    ],
    [
      "a variable whose name is misspelt",
      () => ({ DATABASE_URL: database.url, OIDC_ISUER: "https://keycloak.example.com/realms/ae" }),
      /OIDC_ISSUER and SMTP_URL: needed .*\(OIDC_ISUER: is OIDC_ISSUER meant\?\)/,
    ],
    [
      "an issuer where nothing answers",
      () => outside({ OIDC_ISSUER: `http://localhost:${free}/realms/ae` }),
      /^OIDC_ISSUER: .*nothing answers there/,
    ],
    [
      "an issuer that is none",
      () => outside({ OIDC_ISSUER: `http://localhost:${taken}/realms/ae` }),
      /^OIDC_ISSUER: .*no such issuer/,
    ],
    [
      "a host that no machine has",
      () => outside({ OIDC_ISSUER: "https://keycloak.invalid/realms/ae" }),
      /^OIDC_ISSUER: .*no machine has the name/,
    ],
  ])("%s ends in one line that names it, with status 1", async (_, environment, line) => {
    const { status, complained } = await start(environment());
    expect(complained).toMatch(line);
    expect(complained).toMatch(/^[^\n]+\n$/);
    expect(status).toBe(1);
  });

  test.each([[["--rolle", "web"]], [["web"]], [["--role", "everything"]], [["--role"]]])(
    "the options %j, likewise",
    async (options) => {
      const { status, complained } = await start({}, ...options);
      expect(complained).toMatch(/^[^\n]*--role[^\n]*all, web, worker, neighbours[^\n]*\n$/);
      expect(status).toBe(1);
    },
  );
});
