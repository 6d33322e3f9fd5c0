/** The service as two processes on one database: what one counts, promises or writes, the other one knows. */
import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EmbeddedSignatureService } from "./embedded-signature-service.ts";
import { makeTestbed, START, sampleCollection, type Testbed } from "./testing.ts";

let bed: Testbed;
let other: EmbeddedSignatureService;
let doors: FastifyInstance[];
beforeEach(async () => {
  bed = await makeTestbed();
  other = await bed.another();
  doors = [];
  for (const service of [bed.service, other]) {
    const door = Fastify();
    await door.register((scope) => service.routes(scope), { prefix: "/sign" });
    doors.push(door);
  }
});
afterEach(async () => {
  vi.useRealTimers();
  for (const door of doors) await door.close();
  await bed.close();
});

/** The way to one of the signatories' pages, by one process and the other in turn. */
function pagesOf(email: string) {
  const mail = bed.mails.find(({ to }) => to === email);
  const address = /\/sign\/[\w-]{43}/.exec(mail?.text ?? "")?.[0] ?? "";
  let next = 0;
  return (path: string, form: Record<string, string> = {}) =>
    doors[next++ % doors.length]?.inject({
      method: "POST",
      url: `${address}${path}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(form).toString(),
    });
}

const codesMailed = () => bed.mails.flatMap(({ text }) => /est : (\d{6})/.exec(text)?.[1] ?? []);
const timesSaid = (answers: ({ body: string } | undefined)[], words: string) =>
  answers.filter((answer) => answer?.body.includes(words)).length;

describe("OPS-4 the limits of guesses, over two processes", () => {
  test("twenty tries at once are five tries: the right code signs no more", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    const send = pagesOf("lukasz@port.example");
    await send("/code");
    const [code = ""] = codesMailed();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => send("/sign", { code: wrong, consent: "yes" })),
    );
    expect(timesSaid(tries, "pas le bon")).toBe(4);
    expect(timesSaid(tries, "Trop d’essais")).toBe(16);
    for (let i = 0; i < 2; i++)
      expect((await send("/sign", { code, consent: "yes" }))?.body).toContain("Trop d’essais");
    expect((await other.get(ref)).signers[0]?.signedAt).toBeUndefined();
  });

  test("a right code that is sent twenty times at once signs once", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    const send = pagesOf("lukasz@port.example");
    await send("/code");
    const [code = ""] = codesMailed();
    await Promise.all(Array.from({ length: 20 }, () => send("/sign", { code, consent: "yes" })));
    const { signatories } = await other.evidence(ref);
    const events = signatories[0]?.events.map(({ what }) => what);
    expect(events).toEqual(["invited", "codeSent", "codeAccepted", "consentGiven", "signed"]);
    expect(bed.calls).toHaveLength(1);
  });

  test("twelve codes asked for at once are five codes", async () => {
    await bed.service.create(await sampleCollection("order-1"));
    const send = pagesOf("anne@port.example");
    const asked = await Promise.all(Array.from({ length: 12 }, () => send("/code")));
    expect(codesMailed()).toHaveLength(5);
    expect(timesSaid(asked, "Trop de codes")).toBe(7);
  });
});

describe("OPS-4 one collection, two processes", () => {
  test("the same key at once makes one collection, and one invitation for each signatory", async () => {
    const request = await sampleCollection("order-1");
    const made = await Promise.all([bed.service, other, bed.service, other].map((it) => it.create(request)));
    expect(new Set(made.map(({ ref }) => ref)).size).toBe(1);
    expect(bed.mails).toHaveLength(3);
    expect(await other.findByKey("order-1")).toEqual(await bed.service.findByKey("order-1"));
  });

  test("signatories who sign at once, each at another process, append to each other's bytes", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await Promise.all([
      bed.service.signAs(ref, "holder"),
      other.signAs(ref, "certificationAgent"),
      bed.service.signAs(ref, "legalRepresentative"),
    ]);
    expect((await other.get(ref)).state).toBe("completed");
    const pdf = Buffer.from(await other.download(ref, "termsOfUse")).toString("latin1");
    expect(pdf.match(/\/ByteRange/g)).toHaveLength(3);
  });

  test("invitations that a dead process left unsent leave once, however many start", async () => {
    const down = await bed.another({ mailer: { send: () => Promise.reject(new Error("down")) } });
    const request = await sampleCollection("order-1");
    await expect(down.create(request)).rejects.toThrow("down");
    const started = await Promise.all([bed.another(), bed.another(), bed.another()]);
    await vi.waitUntil(() => bed.mails.length >= 3, { timeout: 20_000 });
    // After whatever each of them had begun by itself.
    for (const service of started) await service.create(request);
    expect(bed.mails).toHaveLength(3);
  });

  test("a collection that expires is told once", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const [one, two] = [await bed.another(), await bed.another()];
    const { ref } = await one.create(await sampleCollection("order-1"));
    bed.clock.set(new Date(START.getTime() + 14 * 24 * 3600 * 1000));
    vi.advanceTimersByTime(15_000);
    await vi.waitUntil(() => bed.calls.length > 0, { timeout: 20_000 });
    // Each comes after what the same process has begun.
    for (const service of [one, two]) await service.cancel(ref);
    expect(bed.calls).toHaveLength(1);
    expect((await one.get(ref)).state).toBe("expired");
  });
});

describe("OPS-4 the folder of an older version", () => {
  test("is taken over at the start: links, signatures and bytes stand, and the next ones are added", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.signAs(ref, "holder");
    const [link] = bed.mails.map(({ text }) => /\/sign\/[\w-]{43}/.exec(text)?.[0] ?? "");
    const folder = join(bed.folder, "service");
    await leaveAsBefore(folder, ref);
    await mkdir(join(folder, "interrupted"));

    const service = await bed.restart();
    expect((await service.get(ref)).signers[0]?.signedAt).toEqual(START);
    expect((await service.findByKey("order-1"))?.ref).toBe(ref);
    await service.signAs(ref, "legalRepresentative");
    const pdf = Buffer.from(await service.download(ref, "termsOfUse")).toString("latin1");
    expect(pdf.match(/\/ByteRange/g)).toHaveLength(2);
    const door = Fastify();
    await door.register((scope) => service.routes(scope), { prefix: "/sign" });
    expect((await door.inject({ url: link ?? "" })).body).toContain("Vos documents sont signés");
    await door.close();
    await expect(access(folder)).rejects.toThrow("ENOENT");
    expect((await readdir(`${folder}.taken-over`)).toSorted()).toEqual([ref, "interrupted"].toSorted());
  });

  /** Writes the collection as older versions kept it, and takes it away from the database. */
  async function leaveAsBefore(folder: string, ref: string): Promise<void> {
    const { document } = await bed.db
      .selectFrom("embedded_collection")
      .select("document")
      .where("ref", "=", ref)
      .executeTakeFirstOrThrow();
    const collection = document as { documents: { kind: string; version: number; sha256?: string }[] };
    await mkdir(join(folder, ref), { recursive: true });
    for (const [index, each] of collection.documents.entries()) {
      const pdf = await bed.service.download(ref, each.kind);
      await writeFile(join(folder, ref, `${index}-${each.version}.pdf`), pdf);
      delete each.sha256;
    }
    await writeFile(join(folder, ref, "collection.json"), JSON.stringify(collection));
    await bed.db.deleteFrom("embedded_collection").execute();
  }
});
