/** Who may call the ports of the neighbours, and what a call that fails says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callPort } from "../../server/connectors/neighbours/neighbours-client.ts";
import { derivedSecret } from "../../server/platform/derived-secret.ts";
import type { MailMessage } from "../../server/ports/mailer.ts";
import { SHARED_SECRET, setApart } from "../../tests/builders/neighbours-apart.ts";

const message: MailMessage = {
  messageId: "1@portail-ae",
  to: "a@mail.example",
  subject: "Objet",
  text: "Bonjour",
};
const sent: MailMessage[] = [];
let apart: Awaited<ReturnType<typeof setApart>>;

beforeAll(async () => {
  apart = await setApart({
    mailer: {
      async send(mail) {
        if (mail.subject === "refused") throw new Error("550 no such mailbox");
        sent.push(mail);
      },
    },
  });
});
afterAll(() => apart.close());

const post = (path: string, authorization: string | undefined, body: unknown) =>
  fetch(`${apart.address.url}/ports/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
    body: JSON.stringify(body),
  });

describe("the ports of the neighbours, from another process", () => {
  test.each([
    ["no secret", undefined],
    ["another secret", `Bearer ${derivedSecret("another secret, of another installation", "ports")}`],
    ["the shared secret itself, which only derives the one that travels", `Bearer ${SHARED_SECRET}`],
    ["the secret of the webhooks", `Bearer ${derivedSecret(SHARED_SECRET, "webhook")}`],
  ])("OPS-1 answer nobody who comes with %s", async (_, authorization) => {
    const answer = await post("mailer/send", authorization, { args: [message] });
    expect(answer.status).toBe(401);
    expect(sent).toEqual([]);
  });

  test("OPS-1 answer 400 to what no call takes, 404 where nobody answers", async () => {
    const authorization = `Bearer ${derivedSecret(SHARED_SECRET, "ports")}`;
    const { subject: _, ...without } = message;
    expect((await post("mailer/send", authorization, { args: [without] })).status).toBe(400);
    expect((await post("mailer/send", authorization, {})).status).toBe(400);
    expect((await post("certification-authority/chain", authorization, { args: [] })).status).toBe(404);
    expect(sent).toEqual([]);
  });

  test("OPS-1 throw what the call throws, in its words, with a code for the log", async () => {
    const mailer = callPort(apart.address, "mailer");
    await expect(mailer.send({ ...message, subject: "refused" })).rejects.toMatchObject({
      message: "550 no such mailbox",
      code: "HTTP_502",
    });
    await mailer.send(message);
    expect(sent).toEqual([message]);
  });

  test("OPS-1 throw where nobody listens", async () => {
    const nowhere = { ...apart.address, url: "http://127.0.0.1:1" };
    await expect(callPort(nowhere, "mailer").send(message)).rejects.toThrow();
  });
});
