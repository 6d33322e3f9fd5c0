/** LIST-2: the class of an order, by the certificates of its subscriber. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ORDER_STATUSES, type OrderStatus } from "./order.ts";
import { type HeldCertificate, isPending, priorityOf } from "./priority.ts";

const NOW = new Date("2025-05-12T13:42:00Z");
const day = (offset: number) => new Date(NOW.getTime() + offset * 86_400_000);
const certificate = (from: number, to: number, revoked?: number): HeldCertificate => ({
  notBefore: day(from),
  notAfter: day(to),
  revokedAt: revoked === undefined ? undefined : day(revoked),
});
const classOf = (...held: HeldCertificate[]) => priorityOf("toVerify", held, NOW).priority;

const PENDING: OrderStatus[] = ["incomplete", "toVerify", "signing", "toValidate", "toGenerate"];
const OVER: OrderStatus[] = ["toDeliver", "delivered", "cancelled"];

describe("LIST-2 the class of an order", () => {
  test.each([
    ["a first-time subscriber", [], "none"],
    ["a revoked certificate", [certificate(-100, 100, -1)], "revoked"],
    ["an expired certificate", [certificate(-800, -70)], "expired"],
    ["a valid certificate", [certificate(-700, 30)], "valid"],
    ["revoked and expired since", [certificate(-800, -70, -100)], "revoked"],
    ["an old revoked one, a valid one", [certificate(-800, 100, -50), certificate(-10, 700)], "valid"],
    ["a valid one, a newer revoked one", [certificate(-10, 700, -1), certificate(-700, 30)], "valid"],
    ["expired, then a newer revoked one", [certificate(-900, -200), certificate(-100, 600, -50)], "revoked"],
    ["revoked, then a newer expired one", [certificate(-900, -200, -300), certificate(-190, -10)], "expired"],
    ["revoked in the future", [certificate(-10, 700, 1)], "valid"],
  ] as const)("%s", (_, held, expected) => {
    expect(classOf(...held)).toBe(expected);
  });

  test("the certificate that expires last decides when the order must be done", () => {
    const held = [certificate(-700, 30), certificate(-300, 90), certificate(-10, 400, -1)];
    expect(priorityOf("toVerify", held, NOW)).toEqual({ priority: "valid", expiresAt: day(90) });
  });

  test("a certificate changes class at the very instant it expires or is revoked", () => {
    const held = [certificate(-100, 0)];
    expect(priorityOf("toVerify", held, new Date(NOW.getTime() - 1)).priority).toBe("valid");
    expect(priorityOf("toVerify", held, NOW).priority).toBe("expired");
    const revoked = [certificate(-100, 100, 0)];
    expect(priorityOf("toVerify", revoked, new Date(NOW.getTime() - 1)).priority).toBe("valid");
    expect(priorityOf("toVerify", revoked, NOW).priority).toBe("revoked");
  });

  test("orders generated or over come after all others", () => {
    expect(ORDER_STATUSES.filter(isPending)).toEqual(PENDING);
    for (const status of OVER)
      expect(priorityOf(status, [certificate(-100, 100, -1)], NOW)).toEqual({ priority: "over" });
  });
});

const anyCertificate = fc
  .record({
    from: fc.integer({ min: -2000, max: 0 }),
    days: fc.integer({ min: 1, max: 1500 }),
    revoked: fc.option(fc.integer({ min: -2000, max: 500 }), { nil: undefined }),
  })
  .map(({ from, days, revoked }) => certificate(from, from + days, revoked));
const anyHeld = fc.array(anyCertificate, { maxLength: 6 });
const pending = fc.constantFrom(...PENDING);
const isValid = (it: HeldCertificate) => it.notAfter > NOW && !(it.revokedAt && it.revokedAt <= NOW);

describe("LIST-2 whatever a subscriber holds", () => {
  test("the class does not depend on the order of the certificates", () => {
    // Two certificates of the same instant have no most recent one.
    const distinct = fc.uniqueArray(anyCertificate, {
      maxLength: 6,
      selector: (it) => it.notBefore.getTime(),
    });
    fc.assert(
      fc.property(pending, distinct, (status, held) => {
        expect(priorityOf(status, held.toReversed(), NOW)).toEqual(priorityOf(status, held, NOW));
      }),
    );
  });

  test("the class is valid exactly when a certificate is, and then says when the last of them expires", () => {
    fc.assert(
      fc.property(pending, anyHeld, (status, held) => {
        const valid = held.filter(isValid).map((it) => it.notAfter.getTime());
        const { priority, expiresAt } = priorityOf(status, held, NOW);
        expect(priority === "valid").toBe(valid.length > 0);
        expect(expiresAt?.getTime()).toBe(valid.length > 0 ? Math.max(...valid) : undefined);
      }),
    );
  });

  test("only a subscriber without any certificate is a first-time one", () => {
    fc.assert(
      fc.property(pending, anyHeld, (status, held) => {
        expect(priorityOf(status, held, NOW).priority === "none").toBe(held.length === 0);
      }),
    );
  });

  test("the list handed over is left as it was", () => {
    fc.assert(
      fc.property(anyHeld, (held) => {
        const before = [...held];
        priorityOf("toVerify", held, NOW);
        expect(held).toEqual(before);
      }),
    );
  });
});
