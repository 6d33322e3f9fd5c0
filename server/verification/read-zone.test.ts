/** Machine-readable zones typed by an operator, over HTTP and on the real parser. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check, Finding } from "../../domain/verification/check.ts";
import { identityCardZone, passportZone } from "../../neighbours/order-portal/specimens/mrz.ts";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { parseZone } from "./parse-zone.ts";

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  portal.clock.set(new Date("2026-11-25T09:00:00Z"));
  intake = await createAuthority(portal);
  await createAuthority(portal, "AE2");
  operator = await signIn(portal, "RA_INTERNAL");
});
afterAll(() => portal.close());

const HOLDER = {
  familyName: "Fleury",
  givenName: "Anatolie",
  birthDate: new Date("1980-04-05"),
  sex: "F",
} as const;
const NUMBER = "130675012345";
const CARD = identityCardZone(HOLDER, NUMBER, "750123");
const PASSPORT = passportZone({ ...HOLDER, state: "FRA" }, "19AB12345", new Date("2029-04-05"));

const read = (number: number, zone: string, entered: object = {}, by = operator) =>
  by.request("POST", `/api/orders/${number}/machine-readable-zone`, { zone, entered });

async function checksOf(zone: readonly string[], entered: object = {}): Promise<Check[]> {
  const answer = await read(await createOrder(intake, anOrder()), zone.join("\n"), entered);
  expect(answer.status).toBe(200);
  return answer.body.checks;
}

const has = (checks: Check[], finding: Partial<Finding>) =>
  expect(checks.map((check) => check.finding)).toContainEqual(expect.objectContaining(finding));

describe("DETAIL-4 the zone of a document", () => {
  test("of the former French card agrees with the order, part by part, each with both values", async () => {
    const checks = await checksOf(CARD, { number: "1306 7501 2345", issuedOn: "2013-06-17" });
    has(checks, { code: "zoneDigitsHold" });
    has(checks, { code: "zoneAgrees", part: "familyName", entered: "Fleury", zone: "FLEURY", how: "same" });
    has(checks, { code: "zoneAgrees", part: "givenName", entered: "Anatolie", zone: "ANATOLIE" });
    has(checks, { code: "zoneAgrees", part: "number", entered: NUMBER, zone: NUMBER });
    has(checks, { code: "zoneAgrees", part: "issueDate", entered: "2013-06-17", zone: "2013-06" });
    has(checks, { code: "zoneNotCompared", part: "birthDate", zone: "1980-04-05" });
    has(checks, { code: "identityDocumentValid", validUntil: "2028-06-16", basis: "issueDate" });
    expect(checks.filter(({ state }) => state === "attention")).toEqual([]);
  });

  test("of a passport tells its end of validity, which the operator may take over", async () => {
    const number = await createOrder(intake, anOrder());
    const { body } = await read(number, PASSPORT.join("\n"));
    expect(body.document).toEqual({ type: "passport", number: "19AB12345", expiresOn: "2029-04-05" });
    has(body.checks, { code: "zoneNotCompared", part: "number", zone: "19AB12345" });
    has(body.checks, { code: "identityDocumentValid", validUntil: "2029-04-05", basis: "printed" });
  });

  test("of another document than the one typed is not judged by the typed dates", async () => {
    const checks = await checksOf(CARD, { number: "140175053940", expiresOn: "2020-05-12" });
    has(checks, { code: "identityDocumentValid", validUntil: "2028-05-31", basis: "issueMonth" });
  });

  test("of somebody else differs, with both values", async () => {
    const stranger = { ...HOLDER, familyName: "Durand", givenName: "Paul" };
    const checks = await checksOf(identityCardZone(stranger, NUMBER, "750123"), { number: "130675099999" });
    has(checks, { code: "zoneDiffers", part: "familyName", entered: "Fleury", zone: "DURAND" });
    has(checks, { code: "zoneDiffers", part: "givenName", entered: "Anatolie", zone: "PAUL" });
    has(checks, { code: "zoneDiffers", part: "number", entered: "130675099999", zone: NUMBER });
  });

  test.each([
    ["the number", (line: string) => line.replace("750123457", "750123450"), ["number", "wholeZone"]],
    ["the birth date", (line: string) => line.replace("8004059", "8004058"), ["birthDate", "wholeZone"]],
    ["the whole", (line: string) => line.slice(0, -1) + ((Number(line.at(-1)) + 1) % 10), ["wholeZone"]],
  ])("says which check digit is wrong: %s", async (_which, spoil, parts) => {
    const checks = await checksOf([CARD[0], spoil(CARD[1])]);
    const wrong = checks.flatMap(({ finding }) => (finding.code === "zoneDigitWrong" ? finding.part : []));
    expect(wrong).toEqual(parts);
    expect(checks.map(({ finding }) => finding.code)).not.toContain("zoneDigitsHold");
    has(checks, { code: "zoneAgrees", part: "familyName" });
  });

  test("of an expired document says so", async () => {
    const checks = await checksOf(identityCardZone(HOLDER, "100175012345", "750123"));
    has(checks, { code: "identityDocumentExpired", basis: "issueMonth" });
  });

  test("is read of residence permits and new cards too", () => {
    const zone = parseZone(
      ["IRFRAD231458907<<<<<<<<<<<<<<<", "7408122F3204159FRA<<<<<<<<<<<6", "DAVIS<<ANNA<MARIA<<<<<<<<<<<<<"],
      "2026-11-25",
    );
    expect(zone).toMatchObject({
      type: "residencePermit",
      number: "D23145890",
      familyName: "DAVIS",
      givenName: "ANNA MARIA",
      expiresOn: "2032-04-15",
      isGivenNameCut: false,
    });
  });

  test.each([
    ["is too short", CARD[0], { reason: "lineCount", lines: 1 }],
    ["is of no document", `${"A1".repeat(15)}\n${"A1".repeat(15)}`, { reason: "length" }],
  ])("that %s gets a reason, not an error", async (_what, zone, unreadable) => {
    const { status, body } = await read(await createOrder(intake, anOrder()), zone);
    expect(status).toBe(200);
    expect(body).toMatchObject({ isReadable: false, unreadable });
  });

  test("leaves no trace: neither in the order, nor in the history, nor in any table", async () => {
    const number = await createOrder(intake, anOrder());
    const url = `/api/orders/${number}`;
    const before = [await operator.request("GET", url), await operator.request("GET", `${url}/history`)];
    await read(number, CARD.join("\n"), { number: NUMBER });
    const after = [await operator.request("GET", url), await operator.request("GET", `${url}/history`)];
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
  });

  test("ROLE-1 ROLE-3 is for who may enter the document, and outside the perimeter there is no order", async () => {
    const number = await createOrder(intake, anOrder());
    const auditor = await signIn(portal, "AUDITOR");
    const stranger = await signIn(portal, "RA_EXTERNAL", { registrationAuthorities: ["AE2"] });
    expect((await read(number, CARD.join("\n"), {}, auditor)).status).toBe(403);
    expect((await read(number, CARD.join("\n"), {}, stranger)).status).toBe(404);
  });
});
