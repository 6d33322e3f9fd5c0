import { expect, test } from "vitest";
import { REVOCATION_REASONS } from "../../../domain/certificates/revocation.ts";
import { intakeOrderSchema } from "../../../domain/intake/intake-api.ts";
import { isSiren } from "../../../domain/order/fields.ts";
import { identityDocumentSchema } from "../../../domain/order/order.ts";
import { type HeldCertificate, PRIORITIES, priorityOf } from "../../../domain/order/priority.ts";
import { identityOf } from "../specimens/identity.ts";
import { type DemonstrationOrder, REACHES } from "./demonstration-order.ts";
import { demonstrationOrders } from "./orders.ts";
import { ORGANIZATIONS } from "./organizations.ts";

const orders = demonstrationOrders();
const named = orders.map((order): [string, DemonstrationOrder] => [
  `${order.intake.portuId} ${order.intake.information.holder.familyName}`,
  order,
]);
const valuesOf = (pick: (order: DemonstrationOrder) => unknown) => new Set(orders.map(pick));

test.each(named)("order %s is one that the intake accepts as it is", (_, order) => {
  expect(intakeOrderSchema.parse(order.intake)).toEqual(order.intake);
  expect(identityDocumentSchema.parse(order.identityDocument)).toEqual(order.identityDocument);
  expect(order.identityDocument).toEqual(identityOf(order.intake.information.holder).document);
});

test("every organization has a true SIREN of its own", () => {
  const sirens = Object.values(ORGANIZATIONS).map(({ siren }) => siren);
  expect(sirens.filter((siren) => !isSiren(siren))).toEqual([]);
  expect(new Set(sirens).size).toBe(sirens.length);
});

test("addresses and phone numbers are those set apart for fiction", () => {
  const text = JSON.stringify(orders);
  expect(text.match(/@[\w.-]+/g)?.filter((domain) => !domain.endsWith(".example"))).toEqual([]);
  expect(text.match(/\+33\d+/g)?.filter((phone) => !/^\+3363998\d{4}$/.test(phone))).toEqual([]);
});

test("shows every status of both processes, every authority, client, type and medium", () => {
  const digital = orders.filter(({ intake }) => intake.process === "digital");
  expect(new Set(digital.map(({ reach }) => reach))).toEqual(new Set(REACHES));
  const paper = orders.filter(({ intake }) => intake.process === "paper").map(({ reach }) => reach);
  expect(new Set(paper)).toEqual(new Set(["created", "toGenerate", "toDeliver", "delivered", "cancelled"]));
  expect(paper.length).toBeGreaterThanOrEqual(12);
  expect(valuesOf((order) => order.registrationAuthority).size).toBe(3);
  expect(valuesOf((order) => order.intake.client).size).toBe(5);
  expect(valuesOf((order) => order.intake.type).size).toBe(2);
  expect(valuesOf((order) => order.intake.medium).size).toBe(2);
  const people = ({ intake: { information } }: DemonstrationOrder) =>
    `${information.legalRepresentative !== undefined} ${information.certificationAgent !== undefined}`;
  expect(valuesOf(people).size).toBe(4);
});

test("fills the list of the last thirty days, and keeps the past short", () => {
  const recent = orders.filter(({ createdDaysAgo }) => createdDaysAgo < 30);
  expect(recent.length).toBeGreaterThanOrEqual(55);
  expect(orders.length - recent.length).toBeLessThanOrEqual(20);
});

test("numbers orders in the order of their creation, below those of the order portal itself", () => {
  expect(orders.map(({ intake }) => intake.portuId)).toEqual(orders.map((_, index) => 3001 + index));
  expect(orders.map(({ createdDaysAgo }) => createdDaysAgo)).toEqual(
    orders.map(({ createdDaysAgo }) => createdDaysAgo).toSorted((a, b) => b - a),
  );
  expect(orders.length).toBeLessThan(200);
});

test("only delivered orders are revoked, after their delivery and for a known reason", () => {
  for (const { revoked, reach, createdDaysAgo } of orders) {
    if (!revoked) continue;
    expect(reach).toBe("delivered");
    expect(revoked.daysAgo).toBeLessThan(createdDaysAgo - 5);
    expect(REVOCATION_REASONS).toContain(revoked.reason);
  }
});

test("gives pending orders of every priority, and valid certificates that end soon and late", () => {
  const now = new Date("2026-01-01T12:00:00Z");
  const found = orders
    .filter(({ reach }) => reach === "toVerify" || reach === "signing" || reach === "created")
    .map(({ intake }) => priorityOf("toVerify", heldBy(intake.subscriber.accountId, now), now));
  const expected = PRIORITIES.filter((priority) => priority !== "over");
  expect(new Set(found.map(({ priority }) => priority))).toEqual(new Set(expected));
  const days = found.flatMap(({ expiresAt }) =>
    expiresAt ? [(expiresAt.getTime() - now.getTime()) / 86_400_000] : [],
  );
  expect(Math.min(...days)).toBeLessThan(30);
  expect(Math.max(...days)).toBeGreaterThan(365);
});

/** The certificates that the account's earlier orders left, as the authority's profiles would date them. */
function heldBy(accountId: string, now: Date): HeldCertificate[] {
  const daysFromNow = (days: number) => new Date(now.getTime() + days * 86_400_000);
  return orders
    .filter(({ intake, reach }) => intake.subscriber.accountId === accountId && reach === "delivered")
    .map(({ intake, createdDaysAgo, revoked }) => ({
      notBefore: daysFromNow(3 - createdDaysAgo),
      notAfter: daysFromNow(3 - createdDaysAgo + (intake.medium === "token" ? 3 * 365 : 365)),
      revokedAt: revoked ? daysFromNow(-revoked.daysAgo) : undefined,
    }));
}
