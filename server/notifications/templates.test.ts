import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { NOTIFICATION_TEMPLATES, reasonsOfTemplate } from "../../domain/notifications/notification.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
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
afterEach(() =>
  rm(join(portal.services.config.dataDir, "notification-templates"), { recursive: true, force: true }),
);

const data: TemplateData = {
  orderNumber: 5144,
  holder: { givenName: "Anatolie", familyName: "Fleury" },
  orderPortalUrl: "https://portu.example.org",
  signature: "L'équipe AE",
};

async function override(name: string, content: string | Uint8Array): Promise<void> {
  const path = join(portal.services.config.dataDir, "notification-templates", name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Fills with a log that keeps what it is told. */
async function fill(over: Partial<TemplateData> = {}, reason?: "unreadable") {
  const warnings: unknown[] = [];
  const log = Object.assign(Object.create(portal.services.log), {
    warn: (fields: object) => warnings.push(fields),
  });
  const services = { config: portal.services.config, log };
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

describe("NOTIFY-1 a template in DATA_DIR", () => {
  test("replaces the shipped one at once, of a piece or of a reason", async () => {
    await override(
      "holderId.txt",
      "\uFEFF{{ holder }}, commande {{orderNumber}} :\r\n\r\n{{reason}}\r\n\r\nMerci.\r\n",
    );
    await override("reasons/unreadable.txt", "« {{piece}} » : photo floue.\n");
    expect((await fill({}, "unreadable")).text).toBe(
      "Anatolie Fleury, commande 5144 :\n\n« Pièce d'identité du porteur » : photo floue.\n\nMerci.",
    );
    expect(await fill()).toEqual({ text: "Anatolie Fleury, commande 5144 :\n\nMerci.", warnings: [] });
  });

  test.each([
    ["names an unknown field", "Bonjour {{prenom}}"],
    ["is empty", "\n"],
    ["is not UTF-8", Buffer.from("Pi\xe8ce", "latin1")],
  ])("that %s gives way to the shipped one, and the log names the file", async (_, content) => {
    await override("holderId.txt", content);
    const { text, warnings } = await fill();
    expect(text).toContain("Porteur : Anatolie Fleury");
    expect(warnings).toEqual([expect.objectContaining({ file: "notification-templates/holderId.txt" })]);
  });

  test("that is a folder gives way to the shipped one", async () => {
    await mkdir(join(portal.services.config.dataDir, "notification-templates/holderId.txt"), {
      recursive: true,
    });
    expect((await fill()).warnings).toHaveLength(1);
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
