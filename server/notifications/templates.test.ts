import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { NOTIFICATION_TEMPLATES, reasonsOfTemplate } from "../../domain/notifications/notification.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { resetTemplate, setTemplate, type TemplateName } from "./template-store.ts";
import { fillTemplate, type TemplateData } from "./templates.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let number: number;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL");
  number = await createOrder(intake, anOrder());
});
afterAll(() => portal.close());
afterEach(() => portal.services.db.deleteFrom("notification_template").execute());

const data: TemplateData = {
  orderNumber: 5144,
  holder: { givenName: "Anatolie", familyName: "Fleury" },
  orderPortalUrl: "https://portu.example.org",
  signature: "L'équipe AE",
};

const override = (name: TemplateName, content: string | Uint8Array) =>
  setTemplate(portal.services.db, name, Buffer.from(content));

/** Fills with a log that keeps what it is told. */
async function fill(over: Partial<TemplateData> = {}, reason?: "unreadable") {
  const warnings: unknown[] = [];
  const log = Object.assign(Object.create(portal.services.log), {
    warn: (fields: object) => warnings.push(fields),
  });
  const services = { db: portal.services.db, log };
  return { text: await fillTemplate(services, "holderId", reason, { ...data, ...over }), warnings };
}

const preview = (template: string, reason?: string) =>
  operator.request(
    "GET",
    `/api/orders/${number}/notification-templates/${template}${reason ? `?reason=${reason}` : ""}`,
  );

describe("NOTIFY-1 a template", () => {
  test("without a reason is the manual's text, to the letter", async () => {
    expect((await fill()).text).toBe(`Bonjour,

Votre dossier de commande de certificat électronique est incomplet.

Porteur : Anatolie Fleury

Les pièces justificatives en cours de validité à fournir sont :
- Pièce d'identité du porteur

Veuillez importer les pièces justificatives depuis le portail de commande :
https://portu.example.org

Cordialement.
L'équipe AE`);
  });

  test("of a free message leaves room to write", async () => {
    expect(await fillTemplate(portal.services, "free", undefined, data)).toBe(
      "Bonjour,\n\n\n\nPorteur : Anatolie Fleury\n\nCordialement.\nL'équipe AE",
    );
  });

  test("says the reason in a sentence of its own", async () => {
    const { body } = await preview("holderId", "unreadable");
    expect(body.text).toContain(
      "- Pièce d'identité du porteur\n\nLa pièce transmise est illisible.\n\nVeuillez importer",
    );
  });

  test("has a sentence for every reason of every piece", async () => {
    for (const template of NOTIFICATION_TEMPLATES) {
      const texts = await Promise.all(
        reasonsOfTemplate(template).map((reason) => fillTemplate(portal.services, template, reason, data)),
      );
      expect(new Set(texts).size).toBe(texts.length);
      for (const text of texts) expect(text).not.toContain("{{");
    }
  });

  test.each([
    ["holderId", "paymentInsufficient"],
    ["paymentProof", "expired"],
    ["free", "unreadable"],
    ["holderId", "unheardOf"],
  ])("of %s does not take the reason %s", async (template, reason) => {
    expect((await preview(template, reason)).status).toBe(400);
  });
});

describe("NOTIFY-1 a template of the installation's own", () => {
  test("replaces the shipped one at once, of a piece or of a reason", async () => {
    await override(
      "holderId",
      "\uFEFF{{ holder }}, commande {{orderNumber}} :\r\n\r\n{{reason}}\r\n\r\nMerci.\r\n",
    );
    await override("reasons/unreadable", "« {{piece}} » : photo floue.\n");
    expect((await fill({}, "unreadable")).text).toBe(
      "Anatolie Fleury, commande 5144 :\n\n« Pièce d'identité du porteur » : photo floue.\n\nMerci.",
    );
    expect(await fill()).toEqual({ text: "Anatolie Fleury, commande 5144 :\n\nMerci.", warnings: [] });
  });

  test.each([
    ["names an unknown field", "Bonjour {{prenom}}", "unknown field {{prenom}}"],
    ["is empty", "\n", "empty"],
    ["is not UTF-8", Buffer.from("Pi\xe8ce", "latin1"), "UTF-8"],
    ["is no text", "Bonjour\0", "not a text"],
  ])("that %s is refused in words, and the one of before stays", async (_, content, words) => {
    await override("holderId", "Bonjour {{holder}}");
    await expect(override("holderId", content)).rejects.toThrow(words);
    expect((await fill()).text).toBe("Bonjour Anatolie Fleury");
  });

  test("that names a field which this version does not know gives way to the shipped one, and the log says so", async () => {
    await portal.services.db
      .insertInto("notification_template")
      .values({ name: "holderId", text: "Bonjour {{prenom}}" })
      .execute();
    const { text, warnings } = await fill();
    expect(text).toContain("Porteur : Anatolie Fleury");
    expect(warnings).toEqual([expect.objectContaining({ template: "holderId" })]);
  });

  test("gives way to the shipped one when it is taken back", async () => {
    await override("holderId", "Bonjour {{holder}}");
    expect(await resetTemplate(portal.services.db, "holderId")).toBe(true);
    expect(await resetTemplate(portal.services.db, "holderId")).toBe(false);
    expect((await fill()).text).toContain("Porteur : Anatolie Fleury");
  });
});

describe("NOTIFY-1 what a subscriber entered", () => {
  test("is never read as a field", async () => {
    const holder = { givenName: "{{orderPortalUrl}}", familyName: "$& {{reason}}" };
    expect((await fill({ holder }, "unreadable")).text).toContain(
      "Porteur : {{orderPortalUrl}} $& {{reason}}\n",
    );
    expect((await fill({ holder })).text).toContain("Porteur : {{orderPortalUrl}} $& {{reason}}\n");
  });

  test("adds no line", async () => {
    const holder = { givenName: "A\r\n\r\nPayez ici", familyName: "B\u2028\u0000C" };
    expect((await fill({ holder })).text).toContain("Porteur : A Payez ici B C\n");
  });
});
