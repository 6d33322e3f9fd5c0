/**
 * An operator types or pastes the machine-readable zone of the holder's document (DETAIL-4). It is compared and forgotten:
 * neither stored nor journalled nor logged. What the operator takes over from it goes through `setIdentityDocument`.
 */
import type { z } from "zod";
import type { Operator } from "../../domain/access/actor.ts";
import { mayPerform } from "../../domain/order/order-policy.ts";
import { dayInParis } from "../../domain/verification/day.ts";
import { dayOfVerification } from "../../domain/verification/reference-day.ts";
import type { readZone as contract, ZoneReading } from "../../domain/verification/verification-api.ts";
import { zoneChecks } from "../../domain/verification/zone-checks.ts";
import { zoneLines } from "../../domain/verification/zone-text.ts";
import { loadOrder } from "../order/order-store.ts";
import { forbidden, notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { timesOf } from "./order-checks.ts";
import { parseZone } from "./parse-zone.ts";

/**
 * What the zone says beside what the order says, or why it cannot be read. Throws `notFound` outside the perimeter and
 * `forbidden` for whoever may not enter an identity document.
 */
export async function readZone(
  { db, clock }: Services,
  operator: Operator,
  number: number,
  { zone: typed, entered }: z.output<(typeof contract)["body"]>,
): Promise<ZoneReading> {
  const order = await loadOrder(db, operator.perimeter, number);
  if (!order) throw notFound();
  if (!mayPerform(operator, "setIdentityDocument")) throw forbidden();
  const now = clock.now();
  const text = zoneLines(typed);
  if ("unreadable" in text) return { isReadable: false, unreadable: text.unreadable };
  const zone = parseZone(text.lines, dayInParis(now));
  if (!zone) return { isReadable: false, unreadable: { reason: "format" } };
  const { familyName, givenName } = order.row.information.holder;
  const compared = {
    familyName,
    givenName,
    number: entered.number?.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase() || null,
    issuedOn: entered.issuedOn ?? null,
    expiresOn: entered.expiresOn ?? null,
  };
  return {
    isReadable: true,
    document: { type: zone.type, number: zone.number, expiresOn: zone.expiresOn },
    checks: zoneChecks(zone, compared, dayOfVerification(await timesOf(db, order), now)),
  };
}
