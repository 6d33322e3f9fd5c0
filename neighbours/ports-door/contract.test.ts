/** The neighbours' ports do the same in the process that calls them and in another. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastify } from "fastify";
import { simpleParser } from "mailparser";
import { remoteNeighbours } from "../../server/connectors/neighbours/remote-neighbours.ts";
import { derivedSecret } from "../../server/platform/derived-secret.ts";
import { SHARED_SECRET, setApart } from "../../tests/builders/neighbours-apart.ts";
import { certificationAuthorityContract } from "../../tests/contracts/certification-authority.ts";
import { type MailerUnderTest, mailerContract } from "../../tests/contracts/mailer.ts";
import { type ServiceUnderTest, signatureServiceContract } from "../../tests/contracts/signature-service.ts";
import { TestAuthority } from "../certification-authority/test-authority.ts";
import { createMailbox, type Mailbox } from "../mailbox/mailbox.ts";
import { makeTestbed } from "../signature-service/testing.ts";

certificationAuthorityContract("the embedded one, in another process", async () => {
  const ca = await TestAuthority.start();
  const apart = await setApart({ "certification-authority": ca.authority });
  return {
    authority: await remoteNeighbours(apart.address).authority(),
    now: () => ca.clock.now(),
    async stop() {
      await apart.close();
      await ca.stop();
    },
  };
});

async function signatureService(apart: boolean): Promise<ServiceUnderTest> {
  const bed = await makeTestbed({ webhookSecret: derivedSecret(SHARED_SECRET, "webhook") });
  const door = apart ? await setApart({ "signature-service": bed.service }) : undefined;
  return {
    service: door ? await remoteNeighbours(door.address).signatureService() : bed.service,
    signAs: (ref, role) => bed.service.signAs(ref, role),
    refuseAs: (ref, role, reason) => bed.service.refuseAs(ref, role, reason),
    lastCall: () => bed.calls.at(-1),
    writtenTo: () => bed.mails.map(({ to }) => to),
    async stop() {
      await door?.close();
      await bed.close();
    },
  };
}
signatureServiceContract("the embedded one", () => signatureService(false));
signatureServiceContract("the embedded one, in another process", () => signatureService(true));

async function mailbox(apart: boolean): Promise<MailerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  const box = await createMailbox({ folder, publicUrl: "http://localhost/mail", from: "portail@ae.example" });
  const door = apart ? await setApart({ mailer: box }) : undefined;
  return {
    mailer: door ? await remoteNeighbours(door.address).mailbox() : box,
    received: (to) => messagesOf(box, to),
    async stop() {
      await door?.close();
      await rm(folder, { recursive: true });
    },
  };
}
mailerContract("the embedded mailbox", () => mailbox(false));
mailerContract("the embedded mailbox, in another process", () => mailbox(true));

/** As a mail reader finds them. */
async function messagesOf(box: Mailbox, to: string) {
  const pages = fastify();
  await pages.register((scope) => box.routes(scope), { prefix: "/mail" });
  const list = await pages.inject({ url: "/mail/api/messages", query: { to } });
  return Promise.all(
    list.json<{ id: string }[]>().map(async ({ id }) => {
      const { text = "", attachments } = await simpleParser(
        (await pages.inject(`/mail/${id}.eml`)).rawPayload,
      );
      return {
        text,
        attachments: attachments.map(({ filename = "", size }) => ({ fileName: filename, size })),
      };
    }),
  );
}
