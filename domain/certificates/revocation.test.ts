import { describe, expect, test } from "vitest";
import type { Role } from "../access/permissions.ts";
import { publishBefore, revocationBlock } from "./revocation.ts";

describe("CERT-4 revoking a certificate", () => {
  test.each([
    ["RA_INTERNAL", "valid", false, undefined],
    ["SUPPORT", "valid", false, undefined],
    ["RA_EXTERNAL", "valid", false, "forbidden"],
    ["AUDITOR", "valid", false, "forbidden"],
    ["AUDITOR", "revoked", false, "forbidden"],
    ["RA_INTERNAL", "valid", true, "alreadyRequested"],
    ["RA_INTERNAL", "expired", true, "alreadyRequested"],
    ["RA_INTERNAL", "expired", false, "expired"],
    ["RA_INTERNAL", "revoked", false, "alreadyRevoked"],
    ["RA_INTERNAL", "revoked", true, "alreadyRevoked"],
  ] as const)("ROLE-1 by %s, when it is %s and asked for is %s: %s", (role, status, isRequested, block) => {
    expect(revocationBlock([role], { status, isRequested })).toBe(block);
  });

  test("nobody without a role may", () => {
    const roles: Role[] = [];
    expect(revocationBlock(roles, { status: "valid", isRequested: false })).toBe("forbidden");
  });

  test("is late after 24 hours, whatever the season changes on the clocks of people", () => {
    const beforeSummerTime = new Date("2025-03-29T18:00:00Z");
    expect(publishBefore(beforeSummerTime)).toEqual(new Date("2025-03-30T18:00:00Z"));
  });
});
