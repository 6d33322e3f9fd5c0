/** While a neighbour answers, nobody waits: no transaction holds the order, and what was seen is what is written. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instead } from "../../tests/builders/instead.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import {
  anOrder,
  bringTo,
  createAuthority,
  createOrder,
  type Intake,
  judgePieces,
} from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import type { Services } from "../ports/services.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let colleague: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  colleague = await signIn(portal, "RA_INTERNAL", { name: "Paule Position" });
});
afterAll(() => portal.close());

const versionOf = async (number: number): Promise<number> =>
  (await operator.request("GET", `/api/orders/${number}`)).body.version;

/** Transactions of the portal that are open now. */
async function openTransactions(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'`.execute(portal.services.db);
  return rows[0]?.count ?? 0;
}

/** Puts others behind ports while `work` runs. */
async function withServices(change: Partial<Services>, work: () => Promise<void>): Promise<void> {
  const before = { ...portal.services };
  Object.assign(portal.services, change);
  try {
    await work();
  } finally {
    Object.assign(portal.services, before);
  }
}

async function orderIn(status: "toVerify" | "toValidate" | "toGenerate"): Promise<number> {
  const number = await createOrder(intake, anOrder({ medium: "software" }));
  await bringTo(portal, operator, number, status);
  return number;
}

/** An order whose pieces were verified, so that it can be launched. */
async function verifiedOrder(): Promise<number> {
  const number = await orderIn("toVerify");
  await judgePieces(operator, number);
  const identityDocument = { type: "passport", number: "12AB34567" };
  const url = `/api/orders/${number}/identity-document`;
  await operator.request("PUT", url, { version: await versionOf(number), identityDocument });
  return number;
}

describe("FLOW-3 no transaction is open", () => {
  test("while a document's signatures are validated, and its revocation lists are asked for", async () => {
    const number = await orderIn("toValidate");
    const open: number[] = [];
    const { signatureTrust, signatureValidator } = portal.services;
    await withServices(
      {
        signatureTrust: instead(signatureTrust, {
          async revocationLists() {
            open.push(await openTransactions());
            return signatureTrust.revocationLists();
          },
        }),
        signatureValidator: instead(signatureValidator, {
          async validate(pdf, options) {
            open.push(await openTransactions());
            return signatureValidator.validate(pdf, options);
          },
        }),
      },
      async () => {
        const url = `/api/orders/${number}/documents-to-sign/termsOfUse/validation`;
        expect((await operator.request("POST", url, { version: await versionOf(number) })).status).toBe(200);
      },
    );
    expect(open).toEqual([0, 0]);
  });

  test("while files are stored: documents to sign, and a key container", async () => {
    const launched = await verifiedOrder();
    const issued = await orderIn("toGenerate");
    const open: number[] = [];
    const { files } = portal.services;
    const watched = instead(files, {
      async put(content) {
        open.push(await openTransactions());
        return files.put(content);
      },
    });
    await withServices({ files: watched }, async () => {
      const url = `/api/orders/${launched}/signature-collection`;
      expect((await operator.request("POST", url, { version: await versionOf(launched) })).status).toBe(200);
      await portal.runJobs();
    });
    expect((await operator.request("GET", `/api/orders/${issued}`)).body.status).toBe("toDeliver");
    expect(open.length).toBeGreaterThan(3);
    expect(new Set(open)).toEqual(new Set([0]));
  });

  test("while a mail is taken by its server", async () => {
    const open: number[] = [];
    const { mailer } = portal.services;
    const watched = instead(mailer, {
      async send(message) {
        open.push(await openTransactions());
        return mailer.send(message);
      },
    });
    await withServices({ mailer: watched }, async () => {
      const number = await orderIn("toVerify");
      await operator.request("POST", `/api/orders/${number}/notifications`, {
        version: await versionOf(number),
        template: "free",
        text: "Bonjour.",
        declareIncomplete: false,
      });
      await portal.runJobs();
    });
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open)).toEqual(new Set([0]));
  });
});

describe("DETAIL-8 what was made for an order as it stood", () => {
  test("is not written when a colleague changed the order meanwhile: documents to sign", async () => {
    const number = await verifiedOrder();
    const version = await versionOf(number);
    const { files } = portal.services;
    const { body } = await operator.request("GET", `/api/orders/${number}`);
    let changed = false;
    const slow = instead(files, {
      async put(content) {
        if (!changed) {
          changed = true;
          const information = {
            ...body.information,
            holder: { ...body.information.holder, givenName: "Autre" },
          };
          const url = `/api/orders/${number}/information`;
          expect((await colleague.request("PUT", url, { version, information })).status).toBe(200);
        }
        return files.put(content);
      },
    });
    await withServices({ files: slow }, async () => {
      const url = `/api/orders/${number}/signature-collection`;
      const refused = await operator.request("POST", url, { version });
      expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
      expect(refused.body.changedBy).toBe("Paule Position");
    });
    expect((await operator.request("GET", `/api/orders/${number}`)).body.status).toBe("toVerify");
  });
});
