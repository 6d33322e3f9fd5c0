/** An outside database at the start: waited for when it is not there yet, told in one line when waiting does not help. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, describe, expect, inject, test } from "vitest";
import { freePorts } from "../../tests/builders/portal-process.ts";
import { awaitDatabase } from "./await-database.ts";
import { ConfigurationError } from "./config.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The test server's Unix socket behind a port, as an outside server is. */
async function listen(port = 0): Promise<number> {
  const folder = new URL(inject("postgres").owner).searchParams.get("host") ?? "";
  const server = createServer((client) => {
    const upstream = connect(`${folder}/.s.PGSQL.5432`);
    client.pipe(upstream).pipe(client);
    for (const end of [client, upstream]) end.on("error", () => undefined);
  });
  servers.push(server);
  await once(server.listen(port, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

const at = (port: number, database = "postgres", role = "portail_app") =>
  `postgres://${role}:secret@127.0.0.1:${port}/${database}`;

describe("OPS-15 an outside database", () => {
  test("that comes up after the portal is waited for", async () => {
    const [port = 0] = await freePorts(1);
    let isThere = false;
    const waiting = awaitDatabase({ application: at(port), owner: undefined }, 30).then(() => {
      isThere = true;
    });
    expect(isThere).toBe(false);
    await listen(port);
    await waiting;
  });

  test("that does not come is told in one line, which names where it was looked for and no password", async () => {
    const [port = 0] = await freePorts(1);
    const waiting = awaitDatabase({ application: at(port) }, 0);
    await expect(waiting).rejects.toThrow(ConfigurationError);
    await expect(waiting).rejects.toThrow(`DATABASE_URL: no answer from 127.0.0.1:${port} within 0 seconds`);
    await expect(waiting).rejects.not.toThrow("secret");
  });

  test.each([
    ["without a database of that name", (port: number) => at(port, "no_such_database"), "make it"],
    ["without a role of that name", (port: number) => at(port, "postgres", "nobody_of_that_name"), "role"],
    ["on a machine that is not there", () => "postgres://a@portail-ae.invalid/portail", "host"],
  ])("%s is not waited for", async (_, address, words) => {
    const url = address(await listen());
    const begun = performance.now();
    const waiting = awaitDatabase({ application: url, owner: undefined }, 600);
    await expect(waiting).rejects.toThrow(ConfigurationError);
    await expect(waiting).rejects.toThrow(words);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  test("names the owner's address when that is the wrong one", async () => {
    const port = await listen();
    const urls = { application: at(port), owner: at(port, "no_such_database") };
    await expect(awaitDatabase(urls, 600)).rejects.toThrow(/^DATABASE_OWNER_URL: /);
  });
});
