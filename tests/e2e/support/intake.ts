/** Brings orders in as an order portal does, when a test needs them to say something particular. */
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import { createIntakeClient } from "../../../neighbours/order-portal/intake-client.ts";
import { anOrder, TINY_PDF } from "../../builders/orders.ts";

const PIECES = [
  "organizationId",
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
  "paymentProof",
] as const;

export type Brought = { number: number; portuId: number };

/** Creates an order of CERTEUROPE, not yet validated by its subscriber, whose holder has this family name. */
export async function bringOrder(
  holderFamilyName: string,
  change: Partial<IntakeOrder> = {},
): Promise<Brought> {
  // Far from the numbers that the order portal gives.
  const portuId = randomInt(1_000_000, 900_000_000);
  const order = anOrder({ portuId, client: "CERTEUROPE V4", ...change });
  order.information.holder.familyName = holderFamilyName;
  order.subscriber.accountId = `account-${portuId}`;
  const { number } = await (await intakeClient()).create("CERTEUROPE", order, `key-${portuId}`);
  return { number, portuId };
}

/** The same, with every piece uploaded and validated by its subscriber: to verify. */
export async function bringOrderToVerify(holderFamilyName: string): Promise<Brought> {
  const brought = await bringOrder(holderFamilyName);
  await submitOrder(brought);
  return brought;
}

/** Its subscriber uploads every piece and validates it. */
export async function submitOrder({ portuId }: Brought): Promise<void> {
  const intake = await intakeClient();
  for (const kind of PIECES) await intake.upload("CERTEUROPE", portuId, kind, `${kind}.pdf`, TINY_PDF);
  await intake.submit("CERTEUROPE", portuId);
}

async function intakeClient() {
  const { url, dataDir } = inject("portal");
  const keys = JSON.parse(await readFile(join(dataDir, "order-portal/keys.json"), "utf8"));
  return createIntakeClient(url, keys);
}
