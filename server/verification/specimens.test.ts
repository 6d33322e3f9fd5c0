/** The demonstration's identity documents, as an operator would type their zones. */
import { expect, test } from "vitest";
import { zoneChecks } from "../../domain/verification/zone-checks.ts";
import { zoneLines } from "../../domain/verification/zone-text.ts";
import { demonstrationOrders } from "../../neighbours/order-portal/demonstration/orders.ts";
import { identityOf } from "../../neighbours/order-portal/specimens/identity.ts";
import { identityCardZone, passportZone } from "../../neighbours/order-portal/specimens/mrz.ts";
import { parseZone } from "./parse-zone.ts";

const TODAY = "2026-11-25";

test.each(
  demonstrationOrders()
    .map(({ intake }) => intake.information.holder)
    .map(({ givenName, familyName }) => [givenName, familyName] as const),
)("DETAIL-4 the specimen of %s %s agrees with the order in every part", (givenName, familyName) => {
  const identity = identityOf({ givenName, familyName });
  const { type, number } = identity.document;
  const lines =
    type === "passport"
      ? passportZone({ ...identity, state: "FRA" }, number, identity.expiresOn)
      : identityCardZone(identity, number, identity.office);
  const text = zoneLines(lines.join("\n").toLowerCase());
  const zone = "lines" in text ? parseZone(text.lines, TODAY) : undefined;
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const printed = { issuedOn: day(identity.issuedOn), expiresOn: day(identity.expiresOn) };
  if (!zone) throw new Error("the zone was not read");
  expect(zone.type).toBe(type);
  const checks = zoneChecks(zone, { familyName, givenName, number, ...printed }, { on: TODAY, of: "today" });
  const doubtful = checks.filter(({ state }) => state !== "ok").map(({ finding }) => finding);
  // Orders hold no date of birth.
  expect(doubtful).toEqual([{ code: "zoneNotCompared", part: "birthDate", zone: day(identity.birthDate) }]);
});
