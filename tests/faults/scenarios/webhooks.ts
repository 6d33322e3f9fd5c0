/** Calls of the signature service that come twice, twenty times at once, late, out of order, and of nobody. */
import { createHmac, randomUUID } from "node:crypto";
import { type Figure, limited } from "../../../bench/support/figures.ts";
import { openDatabase } from "../../../server/platform/database.ts";
import { derivedSecret } from "../../../server/platform/derived-secret.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import { call, type Office } from "../support/office.ts";
import { patiently } from "../support/patience.ts";
import { signAs } from "../support/signatory.ts";
import { NEIGHBOURS_SECRET, type SupervisedInstallation } from "../support/supervised.ts";
import { look, walk } from "../support/walk.ts";

const AT_ONCE = 20;
const SIX_MINUTES = 360;

export const webhooks: Scenario = {
  what: "an authentic webhook twice, twenty times at once, stale, out of order, forged",
  minutes: 4,
  run: () =>
    onInstallation("webhooks", async (installation, office) => {
      const order = await walk(office, { upTo: "signing" });
      const ref = await collectionOf(installation, order);
      const call = caller(installation.url, ref);
      const { mail } = installation;
      // Before anybody signed, then after each: what a call announces is never believed, only asked about.
      const early = await call();
      await signAs(mail, order, "holder");
      const twice = [await call(), await call()];
      await signAs(mail, order, "agent");
      await signAs(mail, order, "representative");
      const body = event(ref);
      const burst = await Promise.all(Array.from({ length: AT_ONCE }, () => call({ body })));
      const stale = await call({ body, age: SIX_MINUTES });
      const fromTheFuture = await call({ body, age: -SIX_MINUTES });
      const forged = await call({ secret: "somebody else's" });
      await patiently("collection", async () => (await look(office, order))?.status === "toValidate");
      const late = await Promise.all(Array.from({ length: AT_ONCE }, () => call()));
      await finish(office, order);
      return figuresOf({
        taken: [early, ...twice, ...burst, ...late],
        refused: [stale, fromTheFuture, forged],
      });
    }),
};

function figuresOf({ taken, refused }: { taken: number[]; refused: number[] }): Figure[] {
  return [
    limited(
      "webhooks: authentic calls not answered 204",
      taken.filter((status) => status !== 204).length,
      "times",
      0,
    ),
    limited(
      "webhooks: stale and forged calls not answered 403",
      refused.filter((status) => status !== 403).length,
      "times",
      0,
    ),
  ];
}

/** Validates the order that is there and takes it to its end: whatever was done twice would show. */
async function finish(office: Office, number: number): Promise<void> {
  await patiently(`end of ${number}`, async () => {
    const order = await look(office, number);
    if (!order) return false;
    const json = { version: order.version };
    const document = order.documentsToSign.find(({ validatedAt }) => !validatedAt);
    if (order.status === "toValidate" && document)
      await office.ask("POST", `/api/orders/${number}/documents-to-sign/${document.kind}/validation`, {
        json,
      });
    if (order.status === "toDeliver") await office.ask("POST", `/api/orders/${number}/delivery`, { json });
    return order.status === "delivered";
  });
}

async function collectionOf({ database }: SupervisedInstallation, order: number): Promise<string> {
  const db = openDatabase(database.urls.application, { max: 1 });
  try {
    let ref: string | null | undefined;
    await patiently("the collection to be sent", async () => {
      const row = await db
        .selectFrom("signature_collection")
        .select("ref")
        .where("order_number", "=", order)
        .executeTakeFirst();
      ref = row?.ref;
      return Boolean(ref);
    });
    return ref ?? "";
  } finally {
    await db.destroy();
  }
}

const event = (ref: string) => new TextEncoder().encode(JSON.stringify({ eventId: randomUUID(), ref }));

/** Calls as the service does (RFC 2104 over time and body); gives the status. `age` in seconds. */
function caller(url: string, ref: string) {
  return async ({
    body = event(ref),
    age = 0,
    secret = derivedSecret(NEIGHBOURS_SECRET, "webhook"),
  }: {
    body?: Uint8Array<ArrayBuffer>;
    age?: number;
    secret?: string;
  } = {}): Promise<number> => {
    const timestamp = String(Math.floor(Date.now() / 1000) - age);
    const signature = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
    const headers = {
      "content-type": "application/json",
      "x-timestamp": timestamp,
      "x-signature": signature,
    };
    return (await call(`${url}/webhooks/signature`, "POST", { file: body, headers })).status;
  };
}
