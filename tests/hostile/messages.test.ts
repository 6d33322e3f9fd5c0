/** Hostile values in what people write on an order and in what they sign: they travel as text, to whom it was meant. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitting, orderSaying, ordersSayingAll } from "../builders/hostile-orders.ts";
import { ACCEPTED_VALUES, HOSTILE_VALUES } from "../builders/hostile-values.ts";
import { type Answer, type SignedInOperator, signIn } from "../builders/operators.ts";
import {
  anOrder,
  bringTo,
  collectionRef,
  createAuthority,
  createOrder,
  type Intake,
} from "../builders/orders.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";

/** Texts of several lines take line ends and tabs; the rest as names do. */
const IN_LINES = ["a formula after a tab", "a header after a line end", "the end of a mail"];
const TEXTS = HOSTILE_VALUES.map(({ what, text, refused }) => ({
  what,
  text,
  refused: IN_LINES.includes(what) ? undefined : refused,
  kept: text.replaceAll("\r\n", "\n").trim().normalize("NFC"),
}));

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
});
afterAll(() => portal.close());

const detailOf = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;

/** Every mail of the mailbox, oldest first: as it travelled, and as a reader understands it. */
async function mails(): Promise<{ head: string; mail: ParsedMail }[]> {
  const folder = join(portal.services.config.dataDir, "mail");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort();
  return Promise.all(
    names.map(async (name) => {
      const raw = await readFile(join(folder, name));
      return { head: raw.toString("latin1").split("\r\n\r\n", 1)[0] ?? "", mail: await simpleParser(raw) };
    }),
  );
}

const HEADERS = [
  "auto-submitted",
  "content-transfer-encoding",
  "content-type",
  "date",
  "from",
  "message-id",
  "mime-version",
  "subject",
  "to",
];

/** The mail goes to one of these and to nobody else, says only text, and has the headers that every mail has. */
function expectPlain(
  { head, mail }: { head: string; mail: ParsedMail },
  recipients: readonly string[],
): void {
  const names = [...head.matchAll(/^([\w-]+):/gm)].map((match) => match[1]?.toLowerCase());
  expect(names.toSorted()).toEqual(HEADERS);
  expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  const to = Array.isArray(mail.to) ? mail.to : [mail.to];
  const addresses = to.flatMap((list) => list?.value ?? []).map(({ address }) => address);
  expect(addresses).toHaveLength(1);
  expect(recipients).toContain(addresses[0]);
  expect(mail.from?.value).toHaveLength(1);
  expect([mail.html, mail.attachments]).toEqual([false, []]);
}

describe("DETAIL-7 NOTIFY-1 a text that somebody writes on an order", () => {
  let number: number;
  /** Each text, with what each field answered to it and the order after them. */
  const written: ((typeof TEXTS)[number] & { answers: [string, Answer][]; detail: Answer["body"] })[] = [];
  beforeAll(async () => {
    number = await createOrder(intake, anOrder());
    const url = `/api/orders/${number}`;
    let detail = await detailOf(number);
    const [{ id }] = detail.supportingDocuments;
    for (const told of TEXTS) {
      const { text } = told;
      const { version } = detail;
      const verdict = { outcome: "nonCompliant", reason: "unreadable", remark: text };
      const message = { version, template: "free", text, declareIncomplete: false };
      const answers: [string, Answer][] = [
        ["text", await operator.request("POST", `${url}/comments`, { text })],
        ["text", await operator.request("POST", `${url}/notifications`, message)],
        [
          "verdict.remark",
          await operator.request("PUT", `${url}/supporting-documents/${id}/verdict`, { version, verdict }),
        ],
      ];
      detail = await detailOf(number);
      written.push({ ...told, answers, detail });
    }
  });

  test("as a comment, a remark or a message is refused by name, or kept as it is", () => {
    for (const { what, refused, kept, answers, detail } of written) {
      for (const [field, { status, body }] of answers)
        if (refused) expect([what, status, body.fields]).toEqual([what, 400, [{ field, code: refused }]]);
        else expect([what, status]).toEqual([what, 200]);
      const { comments, supportingDocuments } = detail;
      if (!refused) {
        expect(comments.map((comment: { text: string }) => comment.text)).toContain(kept);
        expect(supportingDocuments[0].verdict.remark).toBe(kept);
      }
    }
    expect(written).toHaveLength(TEXTS.length);
  });

  test("NOTIFY-2 reaches the subscriber alone, as the text that it is, under the portal's own subject", async () => {
    await portal.runJobs();
    const sent = (await mails()).filter(
      ({ mail }) => mail.subject?.startsWith("Votre commande") && mail.subject.endsWith(` ${number}`),
    );
    const kept = TEXTS.filter(({ refused }) => !refused).map((text) => text.kept);
    expect(sent).toHaveLength(kept.length);
    for (const mail of sent) {
      expectPlain(mail, ["lise@example.org"]);
      expect(mail.mail.subject).toMatch(/^Votre commande de certificat électronique N° \d+$/);
    }
    const received = sent.map(({ mail }) => (mail.text ?? "").trim());
    expect(received.toSorted()).toEqual(kept.toSorted());
  });
});

test("NOTIFY-1 a name is put into a template as it is: it is not read as a template again", async () => {
  for (const text of ACCEPTED_VALUES) {
    const number = await createOrder(intake, orderSaying(text), "created");
    const name = fitting(text, 100);
    for (const query of ["", "?reason=expired", "?reason=missing"]) {
      const url = `/api/orders/${number}/notification-templates/holderId${query}`;
      const { status, body } = await operator.request("GET", url);
      expect(status).toBe(200);
      expect(body.subject).toBe(`Votre commande de certificat électronique N° ${number}`);
      expect(body.text).toContain(`Porteur : ${name} ${name}`);
      expect(body.text.split("\n").length).toBeLessThan(30);
    }
  }
});

describe("FLOW-1 an order full of hostile values", () => {
  test("goes all the way to its hand-over report, and every mail of it is plain", async () => {
    for (const order of ordersSayingAll()) {
      const number = await createOrder(intake, order);
      await bringTo(portal, operator, number, "toDeliver");
      const { version, information, status } = await detailOf(number);
      expect([status, information]).toEqual(["toDeliver", order.information]);
      const report = await operator.request("POST", `/api/orders/${number}/handover-report`, { version });
      expect([report.status, report.raw.subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    }
    const recipients = [
      "ae-ae1@example.org",
      "lise@example.org",
      "a.fleury@example.org",
      "v.nassivera@example.org",
      "t.aubert@example.org",
    ];
    for (const mail of await mails()) expectPlain(mail, recipients);
  });

  test("FLOW-6 shows a signatory's reason without what is invisible in it", async () => {
    const number = await createOrder(intake, anOrder());
    await bringTo(portal, operator, number, "signing");
    const reason = HOSTILE_VALUES.map(({ text }) => text.slice(0, 12)).join(" ");
    await portal.neighbours.signatureService.refuseAs(await collectionRef(portal, number), "holder", reason);
    await portal.runJobs();
    const { collection } = await detailOf(number);
    expect(collection.state).toBe("refused");
    expect(collection.explanation.params.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(collection.explanation.params.text.isWellFormed()).toBe(true);
  });
});
