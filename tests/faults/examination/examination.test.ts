/** The examination after a fault finds what faults may leave: each kind is brought about here by hand. */
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../server/platform/database.ts";
import { signIn } from "../../builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../../builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../builders/test-portal.ts";
import { untilQuiet } from "../support/quiet.ts";
import { faultsOfCertificates } from "./certificates.ts";
import { faultsOfFiles } from "./files.ts";
import { faultsOfHistory } from "./history.ts";
import { faultsOfMails } from "./mails.ts";

let portal: TestPortal;
let db: Database;
let number: number;
let folder: string;
beforeAll(async () => {
  portal = await createTestPortal();
  db = openDatabase(portal.databaseUrl, { max: 1 });
  const intake = await createAuthority(portal);
  const operator = await signIn(portal, "RA_INTERNAL");
  number = await createOrder(intake, anOrder({ medium: "token" }));
  await bringTo(portal, operator, number, "toDeliver");
  await portal.runJobs();
  folder = portal.services.config.dataDir;
});
afterAll(async () => {
  await db.destroy();
  await portal.close();
});

/** What its mailbox would have, from what the outbox has. */
async function mailsOf(change: { messageId?: string } = {}) {
  const messages = await db.selectFrom("message").selectAll().execute();
  return messages.map(({ id, recipient, subject, body }) => ({
    messageId: change.messageId ?? `${id}@portail-ae`,
    to: recipient,
    subject,
    text: body,
  }));
}

describe("OPS-1 the examination of an installation that was put to faults", () => {
  test("finds nothing where nothing is wrong", async () => {
    expect(await untilQuiet(db, 10)).toEqual({});
    expect(await faultsOfHistory(db, [{ order: number, type: "orderSubmitted", of: {} }])).toEqual([]);
    expect(await faultsOfCertificates(db, folder)).toEqual([]);
    expect(await faultsOfMails(db, await mailsOf())).toEqual([]);
    expect(await faultsOfMails(db, [...(await mailsOf()), ...(await mailsOf())])).toEqual([]);
  });

  test("finds a change that was acknowledged and is not there", async () => {
    const acknowledged = [{ order: number, type: "commentAdded", of: { text: "Vu." } }];
    expect(await faultsOfHistory(db, acknowledged)).toEqual([
      expect.stringContaining("commentAdded was acknowledged"),
    ]);
  });

  test("finds a status that no history leads to", async () => {
    await portal.asOwner(`UPDATE orders SET status = 'delivered' WHERE number = ${number}`);
    expect(await faultsOfHistory(db, [])).toEqual([expect.stringContaining("its history ends with")]);
    await portal.asOwner(`UPDATE orders SET status = 'toDeliver' WHERE number = ${number}`);
  });

  test("finds a mail that did not come, and one that came under two names", async () => {
    const [first] = await mailsOf();
    expect(await faultsOfMails(db, [])).not.toEqual([]);
    if (!first) throw new Error("there is a mail");
    const again = { ...first, messageId: "another@portail-ae" };
    expect(await faultsOfMails(db, [...(await mailsOf()), again])).toEqual([
      expect.stringContaining("2 Message-IDs"),
    ]);
  });

  test("finds what waits for nobody", async () => {
    await portal.asOwner("UPDATE message SET state = 'queued'");
    expect(await untilQuiet(db, 0)).toHaveProperty("mail queued");
    await portal.asOwner("UPDATE message SET state = 'sent'");
  });

  test("finds a second certificate at the authority, and a file that is gone", async () => {
    const path = join(folder, "ca", "issued.log");
    const { request_id } = await db.selectFrom("issuance").select("request_id").executeTakeFirstOrThrow();
    const line = (await readFile(path, "utf8")).split("\n").find((each) => each.includes(request_id));
    await appendFile(path, `${line}\n`);
    expect(await faultsOfCertificates(db, folder)).toEqual([
      expect.stringContaining("2 certificates at the authority"),
    ]);

    expect(await faultsOfFiles(db, join(folder, "files"))).toEqual([]);
    const { sha256 } = await db.selectFrom("supporting_document").select("sha256").executeTakeFirstOrThrow();
    await portal.services.files.delete(sha256);
    expect(await faultsOfFiles(db, join(folder, "files"))).not.toEqual([]);
  });
});
