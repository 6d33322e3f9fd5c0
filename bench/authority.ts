/**
 * `npm run bench -- authority [--runs N]`: what the embedded authority adds to the work that nobody can avoid. A
 * certificate beside one signature and one durable insert; an OCSP answer over HTTP beside one signature and an empty
 * answer of the same server. The limits are those of docs/performance.md.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Fastify from "fastify";
import pg from "pg";
import { Certificate, OCSPRequest } from "pkijs";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "../neighbours/certification-authority/embedded-authority.ts";
import { request, subject } from "../neighbours/certification-authority/sample-request.ts";
import { makeSigningRequest } from "../neighbours/certification-authority/signing-request.ts";
import { systemClock } from "../server/platform/clock.ts";
import { writeDurably } from "../server/platform/durable-file.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres.ts";
import { type Figure, figure, limited, percentile } from "./support/figures.ts";
import { repeatedInTurn } from "./support/repeat.ts";

const ISSUING_RATIO = 3;
const STATUS_RATIO = 2;
/** What is signed and inserted is as large as a certificate. */
const CERTIFICATE_BYTES = 900;
/** Requests of one sample, one after the other: a single one is too short to be timed. */
const REQUESTS = 20;

type Ground = { folder: string; authority: EmbeddedAuthority; key: KeyObject; runs: number };

/** Gives the figures; everything that was started is stopped and taken away. */
export async function benchAuthority(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: "string", default: "300" } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 10) throw new Error("--runs is a number of runs, at least 10");
  const folder = await mkdtemp(join(tmpdir(), "portail-bench-"));
  // PostgreSQL, which may run as another user, must be able to enter.
  await chmod(folder, 0o755);
  try {
    const authority = await createEmbeddedAuthority({
      folder: join(folder, "ca"),
      clock: systemClock,
      publicUrl: "http://localhost:8081/ca",
    });
    const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const ground = { folder, authority, key, runs };
    return [...(await measureIssuing(ground)), ...(await measureStatus(ground))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIssuing({ folder, authority, key, runs }: Ground): Promise<Figure[]> {
  const server = await startEmbeddedPostgres(folder, { durable: true });
  const client = new pg.Client(server.url("postgres"));
  await client.connect();
  try {
    await client.query("CREATE TABLE record (id uuid PRIMARY KEY, certificate bytea NOT NULL)");
    const csr = makeSigningRequest(key, subject);
    const content = randomBytes(CERTIFICATE_BYTES);
    const [issued = [], signed = [], filed = []] = await repeatedInTurn(
      [
        () => authority.enroll(request(randomUUID(), { csr })),
        async () => {
          sign("sha256", content, key);
          await client.query("INSERT INTO record VALUES ($1, $2)", [randomUUID(), content]);
        },
        () => writeDurably(join(folder, "ca", "record"), content),
      ],
      { wanted: runs, atLeast: 10 },
    );
    const p50 = percentile(issued, 0.5);
    return [
      limited(
        "a P-256 certificate ÷ (one signature + one durable insert)",
        p50 / percentile(signed, 0.5),
        "ratio",
        ISSUING_RATIO,
      ),
      figure("a P-256 certificate for a given request: p50", p50, "ms"),
      figure("one signature + one durable insert into PostgreSQL: p50", percentile(signed, 0.5), "ms"),
      figure("one file written durably: p50", percentile(filed, 0.5), "ms"),
    ];
  } finally {
    await client.end();
    await server.stop();
  }
}

async function measureStatus({ authority, key, runs }: Ground): Promise<Figure[]> {
  const app = Fastify();
  await app.register((scope) => authority.routes(scope), { prefix: "/ca" });
  app.get("/empty", (_, reply) => reply.send());
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const issued = await authority.enroll(request("status", { csr: makeSigningRequest(key, subject) }));
    if (issued.state !== "issued") throw new Error("not issued");
    const [issuing = new Uint8Array()] = issued.chain;
    const question = await statusRequest(issued.certificate, issuing);
    const content = randomBytes(CERTIFICATE_BYTES);
    const ask = () => exchange(agent, port, "/ca/ocsp", question);
    const [answered = [], bare = [], empty = []] = await repeatedInTurn(
      [
        times(REQUESTS, ask),
        times(REQUESTS, async () => {
          sign("sha256", content, key);
          await exchange(agent, port, "/empty");
        }),
        times(REQUESTS, () => exchange(agent, port, "/empty")),
      ],
      { wanted: runs, atLeast: 10 },
    );
    const p50 = percentile(answered, 0.5);
    return [
      limited(
        "an OCSP answer ÷ (one signature + an empty answer)",
        p50 / percentile(bare, 0.5),
        "ratio",
        STATUS_RATIO,
      ),
      figure("an OCSP answer over HTTP: p50", p50 / REQUESTS, "ms"),
      figure("one signature + an empty HTTP answer: p50", percentile(bare, 0.5) / REQUESTS, "ms"),
      figure("an empty HTTP answer: p50", percentile(empty, 0.5) / REQUESTS, "ms"),
    ];
  } finally {
    agent.destroy();
    await app.close();
  }
}

/** RFC 6960 §4.1.1, as OpenSSL writes it: the issuer by SHA-1. */
async function statusRequest(certificate: Uint8Array, issuing: Uint8Array): Promise<Buffer> {
  const asked = new OCSPRequest();
  await asked.createForCertificate(Certificate.fromBER(certificate.slice()), {
    hashAlgorithm: "SHA-1",
    issuerCertificate: Certificate.fromBER(issuing.slice()),
  });
  return Buffer.from(asked.toSchema(true).toBER());
}

function times(count: number, run: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    for (let n = 0; n < count; n++) await run();
  };
}

/** One request on the connection that stays open; gives its status. */
function exchange(agent: Agent, port: number, path: string, body?: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = body && {
      "content-type": "application/ocsp-request",
      "content-length": String(body.length),
    };
    const asked = httpRequest(
      {
        agent,
        port,
        host: "127.0.0.1",
        path,
        method: body ? "POST" : "GET",
        ...(headers ? { headers } : {}),
      },
      (answer) => {
        answer.resume();
        answer.once("end", () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    asked.once("error", reject);
    asked.end(body);
  });
}
