/** Calls of the signature service to the portal, made by the driver in its place. */
import { createHmac, randomUUID } from "node:crypto";
import { openDatabase } from "../../../server/platform/database.ts";
import { derivedSecret } from "../../../server/platform/derived-secret.ts";
import { call } from "./office.ts";
import { patiently } from "./patience.ts";
import { NEIGHBOURS_SECRET, type SupervisedInstallation } from "./supervised.ts";

/** What the service knows the order's collection by; waits until it was sent. */
export async function collectionOf({ database }: SupervisedInstallation, order: number): Promise<string> {
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

/** The body of one call. */
export const event = (ref: string) =>
  new TextEncoder().encode(JSON.stringify({ eventId: randomUUID(), ref }));

/** Calls the portal at this address as the service does (RFC 2104 over time and body); gives the status. `age` in seconds. */
export function caller(url: string, ref: string) {
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
