/** Files in a bucket that every process reaches, and what an operator sees when nothing more can be kept. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createS3FileStore } from "../../server/connectors/s3/s3-file-store.ts";
import { openS3Space } from "../../server/connectors/s3/s3-space.ts";
import type { FileStore } from "../../server/ports/file-store.ts";
import { signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { type RefusingS3, startRefusingS3 } from "../doubles/s3-refusing.ts";
import { BUCKET, type S3Server, startS3Server } from "../doubles/s3-server.ts";
import { launchBrowser } from "./support/browser.ts";
import { openOrder, openTab } from "./support/order.ts";
import { type OwnPortal, openOwnPortal } from "./support/own-portal.ts";

let browser: Browser;
let server: S3Server;
let bucket: RefusingS3;
let incoming: string;
let files: FileStore;
let portal: OwnPortal;
let intake: Intake;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startS3Server();
  bucket = await startRefusingS3(server.endpoint);
  for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
  incoming = await mkdtemp(join(tmpdir(), "portail-incoming-"));
  files = await createS3FileStore(
    openS3Space(
      { kind: "s3", bucket: BUCKET, prefix: "ae/" },
      { endpoint: bucket.endpoint, region: "us-east-1", pathStyle: true },
    ),
    incoming,
  );
  portal = await openOwnPortal({ files });
  intake = await createAuthority(portal);
  const jean = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  ({ page } = await portal.seat(browser, jean));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser?.close();
  await portal?.close();
  await bucket?.stop();
  await server?.stop();
  await rm(incoming, { recursive: true, force: true });
});

const paperOrder = () => createOrder(intake, anOrder({ process: "paper" }), "created");

async function choose(name: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Ajouter une pièce jointe" }).click();
  const buffer = Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`);
  await (await chooser).setFiles([{ name, mimeType: "application/pdf", buffer }]);
}

const storedAnywhere = async () => {
  const { rows } = await sql<{ sha256: string }>`SELECT sha256 FROM supporting_document`.execute(
    portal.services.db,
  );
  return rows.map(({ sha256 }) => sha256);
};

describe("FILES-1 files in a bucket", () => {
  test("are added and shown as from a folder", async () => {
    await openOrder(page, portal.url, await paperOrder());
    await choose("contrat.pdf");
    await page.getByRole("tab", { name: "contrat.pdf", exact: true }).waitFor();
    const [sha256 = ""] = await storedAnywhere();
    expect(Buffer.from(await files.read(sha256)).toString()).toContain("% contrat.pdf");
    const content = page.waitForResponse((answer) => answer.url().includes("/supporting-documents/"));
    await openTab(page, "contrat.pdf");
    const answer = await content;
    expect(answer.status()).toBeLessThan(300);
  });
});

describe("FILES-2 when nothing more can be kept", () => {
  const comment = () => page.getByPlaceholder("Saisissez un commentaire ou une note ici");

  test("the file stays chosen, with what to do, until there is room or it is left out", async () => {
    const number = await paperOrder();
    await openOrder(page, portal.url, number);
    bucket.refuse({ status: 507, code: "XMinioStorageFull" });
    await choose("scan.pdf");
    const waiting = page.getByRole("alert").filter({ hasText: "scan.pdf" });
    await waiting.getByText(/Le stockage du portail est plein : rien n’a été enregistré/).waitFor();
    await waiting.getByRole("button", { name: "Réessayer" }).click();
    await waiting.getByText(/Le stockage du portail est plein/).waitFor();
    await choose("de trop.pdf");
    const other = page.getByRole("alert").filter({ hasText: "de trop.pdf" });
    await other.getByRole("button", { name: "Retirer" }).click();
    await other.waitFor({ state: "detached" });

    bucket.refuse(undefined);
    await waiting.getByRole("button", { name: "Réessayer" }).click();
    await page.getByRole("tab", { name: "scan.pdf", exact: true }).waitFor();
    await waiting.waitFor({ state: "detached" });
    expect(await page.getByRole("tab", { name: "de trop.pdf" }).count()).toBe(0);
  });

  test("a comment that the database has no room for stays typed, and can be added once it has", async () => {
    await portal.asOwner(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`,
      "CREATE TRIGGER no_room BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION no_room()",
    );
    await openOrder(page, portal.url, await paperOrder());
    await comment().fill("Vu avec le porteur");
    await page.getByRole("button", { name: "Ajouter le commentaire" }).click();
    await page.getByText(/Le stockage du portail est plein/).waitFor();
    expect(await comment().inputValue()).toBe("Vu avec le porteur");
    await portal.asOwner("DROP TRIGGER no_room ON comment", "DROP FUNCTION no_room");
    await page.getByRole("button", { name: "Ajouter le commentaire" }).click();
    await expect.poll(() => comment().inputValue()).toBe("");
    await page.getByText("Vu avec le porteur").first().waitFor();
  });
});
