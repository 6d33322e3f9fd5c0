/** The ledger as two processes see it, and as an older version left it. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { subject } from "../../../neighbours/certification-authority/sample-request.ts";
import { createTestLedgers, type TestLedgers } from "../../../tests/builders/test-ledger.ts";
import { Gate } from "../../../tests/doubles/gate.ts";
import { seal } from "../../platform/sealed-text.ts";
import { sha256 } from "../../platform/secrets.ts";
import { takeOverRequestFiles } from "./request-files.ts";

let ledgers: TestLedgers;
beforeEach(async () => {
  ledgers = await createTestLedgers("ejbca");
});
afterEach(() => ledgers.close());

const asked = { requestId: "r1", profile: "software" as const, subject };

describe("OPS-4 the ledger of two processes", () => {
  test("what one wrote the other finds, its key with it; the database shows neither key nor name", async () => {
    const [one, two] = [ledgers.open(), ledgers.open()];
    const record = one.make(asked);
    expect(record.privateKey).toBeDefined();
    await one.inTurn("r1", () => one.write(record));
    expect(await two.find("r1")).toEqual(record);
    const [row] = await ledgers.db.selectFrom("asked_request").selectAll().execute();
    for (const secret of [record.privateKey ?? "", record.holder])
      expect(JSON.stringify(row)).not.toContain(secret);
  });

  test("whoever comes meanwhile, in the other process, finds what the first one recorded", async () => {
    const [one, two] = [ledgers.open(), ledgers.open()];
    const gate = new Gate();
    let asks = 0;
    const ask = (ledger: typeof one) =>
      ledger.inTurn("r1", async () => {
        if (await ledger.find("r1")) return "found";
        asks += 1;
        await gate.pass();
        await ledger.write(ledger.make(asked));
        return "asked";
      });
    const first = ask(one);
    await gate.arrived;
    const others = [ask(two), ask(one), ask(two)];
    gate.open();
    expect(await first).toBe("asked");
    expect(await Promise.all(others)).toEqual(["found", "found", "found"]);
    expect(asks).toBe(1);
  });

  test("nothing is written out of turn", async () => {
    const ledger = ledgers.open();
    await expect(ledger.write(ledger.make(asked))).rejects.toThrow("no longer in turn");
    expect(await ledger.find("r1")).toBeUndefined();
  });

  test("a record that somebody moved to another request is not believed", async () => {
    const ledger = ledgers.open();
    await ledger.inTurn("r1", () => ledger.write(ledger.make(asked)));
    await ledgers.asOwner("UPDATE asked_request SET request_id = 'r2'");
    await expect(ledger.find("r2")).rejects.toThrow("another request's");
  });
});

describe("OPS-4 the files of an older version", () => {
  const SECRET = "the secret of the folder, as it was";
  const issued = {
    requestId: "issued",
    csr: "Y3Ny",
    holder: "Anne Roux",
    outcome: {
      state: "issued" as const,
      certificate: "Y2Vy",
      chain: ["cm9vdA=="],
      container: { pkcs12: "cDEy", password: seal("Mot-de-passe", SECRET) },
    },
  };
  const waiting = {
    requestId: "waiting",
    csr: "Y3Ny",
    holder: "Anne Roux",
    privateKey: seal("clé", SECRET),
    sentAt: "2025-05-12T13:42:07.512Z",
    approval: 12,
  };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ca-requests-"));
    await writeFile(join(folder, "secret"), SECRET);
    for (const record of [issued, waiting])
      await writeFile(join(folder, `${sha256(record.requestId)}.json`), JSON.stringify(record));
    await writeFile(join(folder, `${sha256("cut off")}.json.0a1b2c.tmp`), '{"request');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("are found in the ledger, and what happened since is not overwritten when it is done again", async () => {
    const ledger = ledgers.open();
    expect(await takeOverRequestFiles(ledger, folder)).toBe(2);
    expect(await ledger.find("waiting")).toEqual({ ...waiting, privateKey: "clé" });
    const record = await ledger.find("issued");
    expect(record && ledger.resultOf(record)).toMatchObject({
      state: "issued",
      keyContainer: { password: "Mot-de-passe" },
    });
    await ledger.inTurn("waiting", () => ledger.recordRejected({ ...waiting, privateKey: "clé" }, "Non."));
    expect(await takeOverRequestFiles(ledger, folder)).toBe(0);
    expect((await ledger.find("waiting"))?.outcome).toMatchObject({ state: "rejected" });
  });

  test("a folder that never was is nothing to take over", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    expect(await takeOverRequestFiles(ledgers.open(), empty)).toBeUndefined();
    expect(await takeOverRequestFiles(ledgers.open(), join(folder, "nowhere"))).toBeUndefined();
  });
});
