import { expect, test } from "vitest";
import { NON_COMPLIANCE_REASONS } from "../order/verdict.ts";
import { NOTIFICATION_TEMPLATES, reasonsOfTemplate } from "./notification.ts";

test("NOTIFY-1 a piece can be missing or not compliant for a reason of its own; a free message gives none", () => {
  expect(reasonsOfTemplate("organizationId")).toContain("tooOld");
  expect(reasonsOfTemplate("holderId")).toContain("expired");
  expect(reasonsOfTemplate("holderId")).not.toContain("paymentInsufficient");
  expect(reasonsOfTemplate("paymentProof")).not.toContain("otherPerson");
  expect(reasonsOfTemplate("free")).toEqual([]);
});

test("NOTIFY-1 every reason can be given of some piece, and of each piece once", () => {
  const offered = NOTIFICATION_TEMPLATES.map(reasonsOfTemplate);
  expect(new Set(offered.flat())).toEqual(new Set(NON_COMPLIANCE_REASONS));
  for (const reasons of offered) expect(new Set(reasons).size).toBe(reasons.length);
});
