import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ROLES } from "../../domain/access/permissions.ts";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { sendMail } from "../mail/send-mail.ts";
import { type MailMessage, MailRefusedError } from "../ports/mailer.ts";

const ANSWER = "550 5.1.1 Boîte inconnue";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let refuses = true;
const outbox: MailMessage[] = [];
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  portal.services.mailer = instead(portal.services.mailer, {
    async send(message) {
      outbox.push(message);
      if (refuses) throw new Error(ANSWER);
    },
  });
});
beforeEach(() => {
  outbox.length = 0;
  refuses = true;
});
afterAll(() => portal.close());

type Event = { type: string; messageId?: string; answer?: string };

const historyOf = async (number: number): Promise<Event[]> =>
  (await operator.request("GET", `/api/orders/${number}/history`)).body.map(
    (entry: { event: Event }) => entry.event,
  );

const mailsOf = async (number: number, messageId: string) =>
  (await historyOf(number))
    .filter((event) => event.messageId === messageId)
    .map(({ type, answer }) => [type, ...(answer === undefined ? [] : [answer])]);

const resend = (who: SignedInOperator, number: number, messageId: string) =>
  who.request("POST", `/api/orders/${number}/notifications/${messageId}/resend`);

/** Tells the mails of one order from those that another test left to be tried again. */
const textFor = (number: number) => `Bonjour, au sujet de la commande ${number}.`;

/** An order with a notification of its own that the mail server refused. */
async function failedNotification(): Promise<{ number: number; messageId: string }> {
  const number = await createOrder(intake, anOrder());
  const { version } = (await operator.request("GET", `/api/orders/${number}`)).body;
  const message = { version, template: "free", text: textFor(number), declareIncomplete: false };
  await operator.request("POST", `/api/orders/${number}/notifications`, message);
  const [requested] = await historyOf(number);
  const messageId = String(requested?.messageId);
  await expect(sendMail(portal.services, messageId)).rejects.toThrow(ANSWER);
  return { number, messageId };
}

describe("NOTIFY-2 a notification that the mail server refused", () => {
  test("is not tried again by itself when the server refused it for good: the order shows its words, once", async () => {
    const number = await createOrder(intake, anOrder());
    const { version } = (await operator.request("GET", `/api/orders/${number}`)).body;
    const message = { version, template: "free", text: textFor(number), declareIncomplete: false };
    await operator.request("POST", `/api/orders/${number}/notifications`, message);
    const [requested] = await historyOf(number);
    const messageId = String(requested?.messageId);
    const mailer = instead(portal.services.mailer, {
      async send() {
        throw new MailRefusedError(ANSWER, undefined);
      },
    });
    await sendMail({ ...portal.services, mailer }, messageId);
    expect((await mailsOf(number, messageId)).filter(([type]) => type === "mailFailed")).toEqual([
      ["mailFailed", ANSWER],
    ]);
    expect((await resend(operator, number, messageId)).status).toBe(200);
  });

  test("shows the server's words, leaves again under the same Message-ID, and the history tells all of it", async () => {
    const { number, messageId } = await failedNotification();
    const answer = await resend(operator, number, messageId);
    expect(answer.status).toBe(200);
    expect(answer.body.number).toBe(number);
    refuses = false;
    await portal.runJobs();
    const mails = outbox.filter(({ text }) => text.includes(textFor(number)));
    expect(new Set(mails.map((mail) => mail.messageId))).toEqual(new Set([`${messageId}@portail-ae`]));
    expect(await mailsOf(number, messageId)).toEqual([
      ["mailSent"],
      ["notificationResent"],
      ["mailFailed", ANSWER],
      ["notificationRequested"],
    ]);
  });

  test("that is refused again is told again, once, and can be sent again", async () => {
    const { number, messageId } = await failedNotification();
    await resend(operator, number, messageId);
    await expect(sendMail(portal.services, messageId)).rejects.toThrow(ANSWER);
    // The tries of the first job go on beside those of the second.
    await expect(sendMail(portal.services, messageId)).rejects.toThrow(ANSWER);
    expect((await mailsOf(number, messageId)).map(([type]) => type)).toEqual([
      "mailFailed",
      "notificationResent",
      "mailFailed",
      "notificationRequested",
    ]);
    expect((await resend(operator, number, messageId)).status).toBe(200);
  });

  test("leaves once when two jobs carry it at the same time; the other is tried again, and finds it sent", async () => {
    const { number, messageId } = await failedNotification();
    await resend(operator, number, messageId);
    outbox.length = 0;
    refuses = false;
    const tries = Array.from({ length: 4 }, () => sendMail(portal.services, messageId));
    await Promise.allSettled(tries);
    await sendMail(portal.services, messageId);
    expect(outbox.map((mail) => mail.messageId)).toEqual([`${messageId}@portail-ae`]);
    expect((await mailsOf(number, messageId)).filter(([type]) => type === "mailSent")).toHaveLength(1);
  });

  test("makes nobody's view of the order stale", async () => {
    const { number, messageId } = await failedNotification();
    const { version } = (await operator.request("GET", `/api/orders/${number}`)).body;
    expect((await resend(operator, number, messageId)).body.version).toBe(version);
  });
});

describe("NOTIFY-2 sending again is refused", () => {
  test("to a message that is about to leave, or has left", async () => {
    const { number, messageId } = await failedNotification();
    await resend(operator, number, messageId);
    const twice = await resend(operator, number, messageId);
    expect([twice.status, twice.body.code, twice.body.reason]).toEqual([409, "outOfTurn", "mailNotFailed"]);
    refuses = false;
    await sendMail(portal.services, messageId);
    expect((await resend(operator, number, messageId)).body.reason).toBe("mailNotFailed");
  });

  test("out of perimeter, for another order's message, and for a mail that is no notification", async () => {
    const { number, messageId } = await failedNotification();
    const other = await createOrder(intake, anOrder());
    const outsider = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    expect((await resend(outsider, number, messageId)).status).toBe(404);
    expect((await resend(operator, other, messageId)).status).toBe(404);
    const { id } = await portal.services.db
      .selectFrom("message")
      .select("id")
      .where("order_number", "=", number)
      .where("purpose", "=", "toVerify")
      .executeTakeFirstOrThrow();
    expect((await resend(operator, number, id)).status).toBe(404);
    expect((await resend(operator, number, "not-an-id")).status).toBe(400);
  });

  test.each(ROLES)("to no role that may notify, such as %s", async (role) => {
    const { number, messageId } = await failedNotification();
    expect((await resend(await signIn(portal, role), number, messageId)).status).toBe(200);
  });

  test("to whoever is not signed in", async () => {
    const { number, messageId } = await failedNotification();
    const unsigned = await portal.app.inject({
      method: "POST",
      url: `/api/orders/${number}/notifications/${messageId}/resend`,
      headers: { origin: new URL(portal.services.config.publicUrl).origin },
    });
    expect(unsigned.statusCode).toBe(401);
  });
});
