import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { MailMessage } from "../ports/mailer.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
const outbox: MailMessage[] = [];
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
});
beforeEach(() => {
  outbox.length = 0;
  portal.services.mailer = { send: async (message) => void outbox.push(message) };
});
afterAll(() => portal.close());

async function notify(number: number, declareIncomplete: boolean) {
  const url = `/api/orders/${number}`;
  const { version } = (await operator.request("GET", url)).body;
  const { text } = (await operator.request("GET", `${url}/notification-templates/holderId`)).body;
  return operator.request("POST", `${url}/notifications`, {
    version,
    template: "holderId",
    text,
    declareIncomplete,
  });
}

describe("NOTIFY-1 a notification", () => {
  test("is filled with the order's data in the manual's words", async () => {
    const number = await createOrder(intake, anOrder());
    const { text } = (await operator.request("GET", `/api/orders/${number}/notification-templates/holderId`))
      .body;
    expect(text).toContain("Bonjour,\n\nVotre dossier de commande de certificat électronique est incomplet.");
    expect(text).toContain("Porteur : Anatolie Fleury");
    expect(text).toContain(
      "Les pièces justificatives en cours de validité à fournir sont :\n- Pièce d'identité du porteur",
    );
    expect(text).toContain(
      "Veuillez importer les pièces justificatives depuis le portail de commande :\nhttp",
    );
  });

  test("and the declaration of the order as incomplete are one operation", async () => {
    const number = await createOrder(intake, anOrder());
    const answer = await notify(number, true);
    expect(answer.body.status).toBe("incomplete");
    await portal.runJobs();
    expect(outbox.filter((mail) => mail.to === "lise@example.org")).toHaveLength(1);
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    expect(history.map((entry: { event: { type: string } }) => entry.event.type).slice(0, 4)).toEqual(
      expect.arrayContaining(["declaredIncomplete", "notificationRequested", "mailSent"]),
    );
  });
});

describe("NOTIFY-2 a mail", () => {
  test("carries the same Message-ID at every try, and is not sent again once it left", async () => {
    const number = await createOrder(intake, anOrder());
    await notify(number, false);
    const { id } = await portal.services.db
      .selectFrom("message")
      .select("id")
      .where("order_number", "=", number)
      .where("purpose", "=", "subscriberNotification")
      .executeTakeFirstOrThrow();
    let refuse = true;
    portal.services.mailer = {
      async send(message) {
        outbox.push(message);
        if (refuse) throw new Error("451 4.3.0 try again later");
      },
    };
    await expect(sendMail(portal.services, id)).rejects.toThrow("451");
    await expect(sendMail(portal.services, id)).rejects.toThrow("451");
    refuse = false;
    await sendMail(portal.services, id);
    await sendMail(portal.services, id);
    expect(outbox.map((message) => message.messageId)).toEqual(Array(3).fill(`${id}@portail-ae`));
    const history = (await operator.request("GET", `/api/orders/${number}/history`)).body;
    const told = history
      .map((entry: { event: { type: string; answer?: string } }) => entry.event)
      .filter((event: { type: string }) => event.type.startsWith("mail"));
    expect(told).toEqual([
      expect.objectContaining({ type: "mailSent" }),
      expect.objectContaining({ type: "mailFailed", answer: "451 4.3.0 try again later" }),
    ]);
  });

  test("does not exist when its operation failed", async () => {
    const number = await createOrder(intake, anOrder());
    const refused = await operator.request("POST", `/api/orders/${number}/notifications`, {
      version: 99,
      template: "free",
      text: "Bonjour",
      declareIncomplete: false,
    });
    expect(refused.status).toBe(409);
    await portal.runJobs();
    expect(outbox.filter((mail) => mail.to === "lise@example.org")).toEqual([]);
  });
});
