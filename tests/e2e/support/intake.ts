/** Brings orders in as an order portal does, when a test needs them to say something particular. */
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import type { IntakeOrder } from "../../../domain/orders/intake-api.ts";
import { createIntakeClient } from "../../../neighbours/order-portal/intake-client.ts";
import { anOrder } from "../../builders/orders.ts";

export type Brought = { number: number; portuId: number };

/** Creates an order of CERTEUROPE, not yet validated by its subscriber, whose holder has this family name. */
export async function bringOrder(
  holderFamilyName: string,
  change: Partial<IntakeOrder> = {},
): Promise<Brought> {
  const { url, dataDir } = inject("portal");
  const keys = JSON.parse(await readFile(join(dataDir, "order-portal/keys.json"), "utf8"));
  // Far from the numbers that the order portal gives.
  const portuId = randomInt(1_000_000, 900_000_000);
  const order = anOrder({ portuId, client: "CERTEUROPE V4", ...change });
  order.information.holder.familyName = holderFamilyName;
  order.subscriber.accountId = `account-${portuId}`;
  const { number } = await createIntakeClient(url, keys).create("CERTEUROPE", order, `key-${portuId}`);
  return { number, portuId };
}
