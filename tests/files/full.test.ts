/** What a store does, and the portal with it, when there is no room left (FILES-2). */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createFolderAnchorStore } from "../../server/connectors/folder/folder-anchor-store.ts";
import { createFolderFileStore } from "../../server/connectors/folder/folder-file-store.ts";
import { createS3FileStore } from "../../server/connectors/s3/s3-file-store.ts";
import { openS3Space } from "../../server/connectors/s3/s3-space.ts";
import { isStorageFull } from "../../server/platform/storage-full.ts";
import type { FileStore } from "../../server/ports/file-store.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder } from "../builders/orders.ts";
import { canMount, mountSmallDisk, type SmallDisk } from "../builders/small-disk.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";
import { type RefusingS3, startRefusingS3 } from "../doubles/s3-refusing.ts";
import { BUCKET, type S3Server, startS3Server } from "../doubles/s3-server.ts";

const MB = 1024 * 1024;
const PDF = Buffer.concat([Buffer.from("%PDF-1.4\n"), randomBytes(12 * MB)]);

const inChunks = () =>
  Readable.from(Array.from({ length: 200 }, (_, i) => PDF.subarray(i * 64 * 1024, (i + 1) * 64 * 1024)));
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== "filler")
    .map(({ name }) => name)
    .toSorted();

/** Attaches a file to an order as a browser does, over a connection of its own. */
async function attach(address: string, { cookie }: SignedInOperator, number: number, content: Uint8Array) {
  const body = new FormData();
  body.append("file", new File([Buffer.from(content)], "scan.pdf", { type: "application/pdf" }));
  const answer = await fetch(`${address}/api/orders/${number}/attachments`, {
    method: "POST",
    headers: { cookie, "sec-fetch-site": "same-origin", origin: address },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
}

async function portalWith(files: FileStore | undefined) {
  const portal = await createTestPortal(files ? { files } : {});
  const operator = await signIn(portal, "RA_INTERNAL");
  const intake = await createAuthority(portal);
  const order = anOrder({ process: "paper" });
  const number = await createOrder(intake, order, "created");
  const { port } = new URL(await portal.app.listen({ host: "127.0.0.1", port: 0 }));
  const address = `http://localhost:${port}`;
  portal.services.config.publicUrl = address;
  return {
    portal,
    attach: (content: Uint8Array) => attach(address, operator, number, content),
    /** As an order portal uploads a piece. */
    async upload(content: Uint8Array) {
      const answer = await fetch(`${address}/intake/v1/orders/${order.portuId}/pieces/holderId`, {
        method: "PUT",
        headers: { authorization: `Bearer ${intake.key}`, "content-type": "application/pdf" },
        body: Buffer.from(content),
      });
      return { status: answer.status, body: (await answer.json()) as { code?: string } };
    },
    async rows() {
      const query = portal.services.db.selectFrom("supporting_document").select("sha256");
      return (await query.where("order_number", "=", number).execute()).length;
    },
  };
}

const STORAGE_FULL = { status: 507, body: { code: "storageFull" } };

// Reason: only root may mount a small file system.
describe.skipIf(!canMount())("FILES-2 a folder on a disk that is full", () => {
  let disk: SmallDisk;
  beforeAll(() => {
    disk = mountSmallDisk(160);
  });
  afterAll(() => disk?.unmount());

  test("says so, takes nothing, leaves nothing, gives what it has, and takes files again", async () => {
    const files = await createFolderFileStore(disk.folder);
    const anchors = createFolderAnchorStore(disk.folder);
    const kept = await files.put(Buffer.from("kept"));
    expect(await files.check()).toBe("ok");

    await disk.fillUpTo(32 * MB);
    // In time: there is room yet, but not for long.
    expect(await files.check()).toBe("full");
    await files.delete((await files.put(randomBytes(1000))).sha256);

    await disk.fillUpTo(0);
    await disk.free();
    await disk.fillUpTo(5 * MB);
    const before = await filesIn(disk.folder);
    expect(await files.check()).toBe("full");
    expect(isStorageFull(await refusalOf(files.put(inChunks())))).toBe(true);
    expect(isStorageFull(await refusalOf(files.put(PDF)))).toBe(true);
    expect(await filesIn(disk.folder)).toEqual(before);
    expect(Buffer.from(await files.read(kept.sha256)).toString()).toBe("kept");

    await disk.free();
    await disk.fillUpTo(0);
    expect(await files.check()).toBe("full");
    const name = `2026-01-01/${"1".padStart(15, "0")}-${"ab".repeat(32)}`;
    expect(isStorageFull(await refusalOf(anchors.add(name, "x".repeat(9000))))).toBe(true);
    expect(await anchors.list()).toEqual([]);

    await disk.free();
    expect(await files.check()).toBe("ok");
    await files.delete((await files.put(inChunks())).sha256);
  });

  test("an upload is answered 507 storageFull, no row and no file is left, and it succeeds once there is room", async () => {
    const store = join(disk.folder, "files");
    const { portal, rows, attach, upload } = await portalWith(await createFolderFileStore(store));
    try {
      const before = await filesIn(store);
      await disk.fillUpTo(2 * MB);
      for (const send of [attach, upload, attach]) expect(await send(PDF)).toMatchObject(STORAGE_FULL);
      expect([await rows(), await filesIn(store)]).toEqual([0, before]);
      await disk.free();
      expect([(await attach(PDF)).status, (await upload(PDF)).status]).toEqual([200, 200]);
      expect([await rows(), (await filesIn(store)).length]).toEqual([2, before.length + 1]);
    } finally {
      await portal.close();
    }
  });
});

describe("FILES-2 a bucket that is full", () => {
  let server: S3Server;
  let before: RefusingS3;
  let incoming: string;
  let files: FileStore;
  beforeAll(async () => {
    server = await startS3Server();
    before = await startRefusingS3(server.endpoint);
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
    incoming = await mkdtemp(join(tmpdir(), "portail-incoming-"));
    files = await createS3FileStore(
      openS3Space(
        { kind: "s3", bucket: BUCKET, prefix: "full/" },
        { endpoint: before.endpoint, region: "us-east-1", pathStyle: true },
      ),
      incoming,
    );
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await before?.stop();
    await server?.stop();
    await rm(incoming, { recursive: true, force: true });
  });

  test.each([
    [403, "QuotaExceeded"],
    [507, "XMinioStorageFull"],
    [400, "XMinioAdminBucketQuotaExceeded"],
    [503, "InsufficientCapacity"],
    [507, "SomethingElse"],
  ])(
    "answered with %d %s says so, takes nothing, and finds out by itself that there is room again",
    async (status, code) => {
      const kept = await files.put(Buffer.from("kept"));
      expect(await files.check()).toBe("ok");
      before.refuse({ status, code });
      expect(isStorageFull(await refusalOf(files.put(Buffer.from(code))))).toBe(true);
      expect(isStorageFull(await refusalOf(files.put(inChunks())))).toBe(true);
      expect(await readdir(incoming)).toEqual([]);
      expect(await files.check()).toBe("full");
      expect(Buffer.from(await files.read(kept.sha256)).toString()).toBe("kept");
      before.refuse(undefined);
      expect(await files.check()).toBe("ok");
    },
  );

  test.each([
    [403, "AccessDenied"],
    [400, "MalformedXML"],
  ])("is not what %d %s says", async (status, code) => {
    before.refuse({ status, code });
    const refusal = await refusalOf(files.put(Buffer.from("more")));
    before.refuse(undefined);
    expect(refusal).toBeInstanceOf(Error);
    expect(isStorageFull(refusal)).toBe(false);
  });

  test("an upload is answered 507 storageFull, and no row and no file is left", async () => {
    const { portal, rows, attach, upload } = await portalWith(files);
    try {
      before.refuse({ status: 507, code: "XMinioStorageFull" });
      for (const send of [attach, upload]) expect(await send(PDF)).toMatchObject(STORAGE_FULL);
      expect([await rows(), await readdir(incoming)]).toEqual([0, []]);
      before.refuse(undefined);
      expect((await attach(PDF)).status).toBe(200);
      expect(await rows()).toBe(1);
    } finally {
      before.refuse(undefined);
      await portal.close();
    }
  });
});

describe("FILES-2 a database that is full", () => {
  let portal: TestPortal;
  afterAll(() => portal?.close());

  test("refuses an attachment with 507 storageFull, and takes it once there is room", async () => {
    const opened = await portalWith(undefined);
    portal = opened.portal;
    await portal.asOwner(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`,
      "CREATE TRIGGER no_room BEFORE INSERT ON supporting_document FOR EACH ROW EXECUTE FUNCTION no_room()",
    );
    expect(await opened.attach(PDF)).toMatchObject(STORAGE_FULL);
    expect(await opened.rows()).toBe(0);
    await portal.asOwner("DROP TRIGGER no_room ON supporting_document");
    expect((await opened.attach(PDF)).status).toBe(200);
    expect(await opened.rows()).toBe(1);
  });
});

describe("DETAIL-7 a large file that is refused at its first bytes", () => {
  let portal: TestPortal;
  afterAll(() => portal?.close());

  test("is answered to whoever is still sending it", async () => {
    const opened = await portalWith(undefined);
    portal = opened.portal;
    const program = Buffer.concat([Buffer.from("MZ"), randomBytes(12 * MB)]);
    for (const send of [opened.attach, opened.upload])
      expect(await send(program)).toMatchObject({ status: 415, body: { code: "unsupportedFile" } });
  });
});
