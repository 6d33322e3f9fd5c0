/** What exists for whom (ROLE-2). */
import { describe, expect, test } from "vitest";
import { isWithin, perimeterOf } from "./perimeter.ts";
import type { Role } from "./permissions.ts";

const attachments = { registrationAuthorities: ["AE-NORD"], clients: ["CLIENT-A", "CLIENT-B"] };
const order = (registrationAuthority: string, client: string) => ({ registrationAuthority, client });

describe("ROLE-2 the perimeter of a role", () => {
  test.each([["RA_INTERNAL"], ["SUPPORT"]] satisfies [Role][])(
    "%s sees everything, attached or not",
    (role) => {
      const perimeter = perimeterOf([role], { registrationAuthorities: [], clients: [] });
      expect(isWithin(perimeter, order("AE-SUD", "CLIENT-Z"))).toBe(true);
    },
  );

  test.each([["RA_EXTERNAL"], ["AUDITOR"]] satisfies [Role][])("%s sees what it is attached to", (role) => {
    const perimeter = perimeterOf([role], attachments);
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-A"))).toBe(true);
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-B"))).toBe(true);
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-Z"))).toBe(false);
    expect(isWithin(perimeter, order("AE-SUD", "CLIENT-A"))).toBe(false);
  });

  test("somebody who may not read sees nothing, whatever they are attached to", () => {
    const perimeter = perimeterOf([], { registrationAuthorities: ["AE-NORD"], clients: ["*"] });
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-A"))).toBe(false);
  });

  test("attached to an authority without a client, nothing is seen", () => {
    const perimeter = perimeterOf(["RA_EXTERNAL"], { registrationAuthorities: ["AE-NORD"], clients: [] });
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-A"))).toBe(false);
  });

  test("the client * stands for every client of the authority, and of no other", () => {
    const perimeter = perimeterOf(["AUDITOR"], { registrationAuthorities: ["AE-NORD"], clients: ["*"] });
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-Z"))).toBe(true);
    expect(isWithin(perimeter, order("AE-SUD", "CLIENT-Z"))).toBe(false);
  });

  test("the authority * is no wildcard", () => {
    const perimeter = perimeterOf(["AUDITOR"], { registrationAuthorities: ["*"], clients: ["*"] });
    expect(isWithin(perimeter, order("AE-NORD", "CLIENT-A"))).toBe(false);
  });

  test("somebody without a role sees nothing", () => {
    expect(
      isWithin(perimeterOf([], { registrationAuthorities: [], clients: ["*"] }), order("AE-NORD", "A")),
    ).toBe(false);
  });

  test("ROLE-4 the widest of several roles decides", () => {
    expect(perimeterOf(["RA_EXTERNAL", "SUPPORT"], attachments)).toEqual({ kind: "everything" });
  });
});
