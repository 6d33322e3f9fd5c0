/** A mail server that fails in each of the ways in which they do, and then works again. */
import { setTimeout } from "node:timers/promises";
import { type Figure, limited } from "../../../bench/support/figures.ts";
import type { MailMood } from "../../doubles/mail-receiver.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import type { Office } from "../support/office.ts";
import { patiently } from "../support/patience.ts";
import { told, walk } from "../support/walk.ts";

/** How long the server is so; a notification is asked for at the beginning. */
const MOODS: readonly { mood: MailMood; seconds: number }[] = [
  { mood: "isDown", seconds: 8 },
  { mood: "says421", seconds: 8 },
  { mood: "says450", seconds: 8 },
  { mood: "isSilent", seconds: 20 },
  { mood: "diesAfterData", seconds: 6 },
];
/** After a permanent refusal nothing is tried for at least so long. */
const STILL_SECONDS = 15;

export const mail: Scenario = {
  what: "SMTP: refused connections, 421, 450, 550, silence, death after DATA",
  minutes: 8,
  run: () =>
    onInstallation("mail", async (installation, office) => {
      const receiver = installation.mail;
      const order = await walk(office, { upTo: "toVerify" });
      const figures: Figure[] = [];
      for (const { mood, seconds } of MOODS) {
        await receiver.become(mood);
        const text = `Pendant que le serveur est ainsi : ${mood}.`;
        const id = await notify(office, order, text);
        await setTimeout(seconds * 1000);
        await receiver.become("takes");
        const begun = performance.now();
        await patiently(`mail after ${mood}`, async () =>
          ((await told(office, order, "mailSent")) ?? []).some(({ messageId }) => messageId === id),
        );
        const came = receiver.received.filter((each) => each.text.includes(text));
        const names = new Set(came.map(({ messageId }) => messageId));
        figures.push(
          limited(`mail: noted as sent after “${mood}”`, (performance.now() - begun) / 1000, "s", 90),
          limited(`mail: Message-IDs of the one notification under “${mood}”`, names.size, "times", 1),
          limited(
            `mail: notifications under “${mood}” that did not come`,
            names.size === 0 ? 1 : 0,
            "times",
            0,
          ),
        );
      }
      return [...figures, ...(await refusedForGood(office, installation.mail, order))];
    }),
};

async function refusedForGood(
  office: Office,
  receiver: Parameters<typeof walk>[0]["installation"]["mail"],
  order: number,
): Promise<Figure[]> {
  await receiver.become("says550");
  const id = await notify(office, order, "Une adresse qui n’existe pas.");
  const refusals = async () =>
    ((await told(office, order, "mailFailed")) ?? []).filter(({ messageId }) => messageId === id);
  await patiently("the refusal to be shown", async () => (await refusals()).length > 0);
  const shown = (await refusals()).filter(({ answer }) => String(answer).includes("no such mailbox"));
  const before = receiver.connections();
  await setTimeout(STILL_SECONDS * 1000);
  const tries = receiver.connections() - before;
  await receiver.become("takes");
  // The operator corrects the address elsewhere, and has it sent again.
  const resent = await office.ask("POST", `/api/orders/${order}/notifications/${String(id)}/resend`);
  await patiently("the mail that was sent again", async () =>
    ((await told(office, order, "mailSent")) ?? []).some(({ messageId }) => messageId === id),
  );
  return [
    limited(
      "mail: permanent refusals not shown in the server's words",
      shown.length === 1 ? 0 : 1,
      "times",
      0,
    ),
    limited("mail: tries after a permanent refusal", tries, "times", 0),
    limited("mail: refused mails that cannot be sent again", resent.status === 200 ? 0 : 1, "times", 0),
  ];
}

/** Gives the id of the message. */
async function notify(office: Office, order: number, text: string): Promise<unknown> {
  const { body } = await office.ask("GET", `/api/orders/${order}`);
  const json = { version: body.version, template: "free", text, declareIncomplete: false };
  const sent = await office.ask("POST", `/api/orders/${order}/notifications`, { json });
  if (sent.status !== 200) throw new Error(`a notification was answered ${sent.status}`);
  office.acknowledged.add(order, "notificationRequested", { text });
  const requested = await told(office, order, "notificationRequested");
  return requested?.find((event) => event.text === text)?.messageId;
}
