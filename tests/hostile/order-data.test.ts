/** Hostile values in the data of an order: refused by name, or kept as text and nothing else wherever they go. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkHistory } from "../../server/history/history-export.ts";
import { checkChain } from "../../server/journal/journal-store.ts";
import { partsOf } from "../../server/platform/xlsx/testing.ts";
import { type CapturedLog, captureLog } from "../builders/captured-log.ts";
import { download } from "../builders/exports.ts";
import {
  everywhere,
  FORMATTED_FIELDS,
  fitting,
  INFORMATION_FIELDS,
  INTAKE_FIELDS,
  informationSaying,
  orderSaying,
  withValues,
} from "../builders/hostile-orders.ts";
import { ACCEPTED_VALUES, HOSTILE_VALUES } from "../builders/hostile-values.ts";
import { type Answer, type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake } from "../builders/orders.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";

const REFUSED = HOSTILE_VALUES.filter(({ refused }) => refused);

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;
let log: CapturedLog;
/** One order for each value that is kept, in their order. */
const numbers: number[] = [];

beforeAll(async () => {
  log = captureLog();
  portal = await createTestPortal({ log: log.log });
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
  for (const text of ACCEPTED_VALUES) numbers.push(await createOrder(intake, orderSaying(text), "created"));
});
afterAll(() => portal.close());

const detailOf = async (number: number) => (await operator.request("GET", `/api/orders/${number}`)).body;
const historyOf = async (number: number) =>
  (await operator.request("GET", `/api/orders/${number}/history`)).body;

/** What the answer says of each field. */
function faultsOf({ body }: Pick<Answer, "body">): Record<string, string[]> {
  const faults: Record<string, string[]> = {};
  for (const { field, code } of body.fields ?? []) {
    faults[field] ??= [];
    faults[field].push(code);
  }
  return faults;
}

/** Every field named, each with the reason that is its own. */
function expectEachNamed(
  faults: Record<string, string[]>,
  fields: Readonly<Record<string, number>>,
  { text, refused }: (typeof REFUSED)[number],
): void {
  expect(Object.keys(faults).toSorted()).toEqual(Object.keys(fields).toSorted());
  for (const [field, max] of Object.entries(fields))
    expect(faults[field]).toContain(text.length > max && refused !== "required" ? "tooLong" : refused);
}

describe("DETAIL-6 a value that no field can hold", () => {
  test.each(REFUSED)("$what is refused at the intake, naming every field that has it", async (value) => {
    const order = withValues(anOrder(), everywhere(INTAKE_FIELDS, value.text));
    const answer = await intake.call("POST", "/orders", {
      json: order,
      headers: { "idempotency-key": `key-${order.portuId}` },
    });
    expect([answer.status, answer.body.code]).toEqual([400, "invalidRequest"]);
    expectEachNamed(faultsOf(answer), INTAKE_FIELDS, value);
    expect((await intake.call("GET", `/orders/${order.portuId}`)).status).toBe(404);
  });

  test("is refused in a modification, naming every field that has it, and nothing changes", async () => {
    const number = await createOrder(intake, anOrder());
    const before = await detailOf(number);
    for (const value of REFUSED) {
      const answer = await operator.request("PUT", `/api/orders/${number}/information`, {
        version: before.version,
        information: withValues(before.information, everywhere(INFORMATION_FIELDS, value.text)),
      });
      expect(answer.status).toBe(400);
      const named = Object.entries(INFORMATION_FIELDS).map(([path, max]) => [`information.${path}`, max]);
      expectEachNamed(faultsOf(answer), Object.fromEntries(named), value);
    }
    expect(await detailOf(number)).toEqual(before);
  });

  test("is refused by fields with a form of their own, which say what they expect", async () => {
    const number = await createOrder(intake, anOrder());
    for (const { text } of HOSTILE_VALUES) {
      const { version, information } = await detailOf(number);
      const values = Object.fromEntries(Object.keys(FORMATTED_FIELDS).map((path) => [path, text]));
      const answer = await operator.request("PUT", `/api/orders/${number}/information`, {
        version,
        information: withValues(information, values),
      });
      expect(answer.status).toBe(400);
      const faults = faultsOf(answer);
      for (const path of Object.keys(FORMATTED_FIELDS))
        expect(Object.keys(faults)).toContain(`information.${path}`);
      const identityDocument = { type: "passport", number: text };
      const url = `/api/orders/${number}/identity-document`;
      const entered = await operator.request("PUT", url, { version, identityDocument });
      // What is left of one without its dots and spaces may be a number.
      expect(entered.status === 400 || /^[A-Z0-9]{6,20}$/.test(entered.body.identityDocument.number)).toBe(
        true,
      );
    }
  });
});

describe("DETAIL-3 a value that is text like any other", () => {
  test("is kept as it was sent, in every field", async () => {
    for (const [index, text] of ACCEPTED_VALUES.entries()) {
      const { information, subscriber } = await detailOf(numbers[index] ?? 0);
      expect(information).toEqual(informationSaying(text));
      expect(subscriber.familyName).toBe(fitting(text, 100));
    }
  });

  test("HISTORY-1 HISTORY-2 is kept by a modification, with its history and its chain", async () => {
    const number = await createOrder(intake, anOrder());
    for (const text of ACCEPTED_VALUES) {
      const { version } = await detailOf(number);
      const information = informationSaying(text);
      const answer = await operator.request("PUT", `/api/orders/${number}/information`, {
        version,
        information,
      });
      expect([text, answer.status]).toEqual([text, 200]);
      expect(answer.body.information).toEqual(information);
      const [{ event }] = await historyOf(number);
      expect(event.changes.find(({ field }: { field: string }) => field === "organization.name").to).toBe(
        information.organization.name,
      );
    }
    const exported = await operator.request("GET", `/api/orders/${number}/history/export`);
    expect(checkHistory(JSON.parse(exported.raw.toString("utf8"))).broken).toBeNull();
    expect((await checkChain(portal.services.db)).broken).toBeNull();
  });

  test("LIST-3 is found by the list's filter as the text that it is, and by nothing else", async () => {
    for (const [index, text] of ACCEPTED_VALUES.entries()) {
      const typed = fitting(text, 100);
      const answer = await operator.request("GET", `/api/orders?holder=${encodeURIComponent(typed)}`);
      expect([text, answer.status]).toEqual([text, 200]);
      const rows: { number: number }[] = answer.body.rows;
      const found = rows.map(({ number }) => number).filter((number) => numbers.includes(number));
      expect(found).toContain(numbers[index]);
      if (/^[\x20-\x7e]+$/.test(typed)) {
        const holding = ACCEPTED_VALUES.flatMap((value, at) =>
          fitting(value, 100).toLowerCase().includes(typed.toLowerCase()) ? [numbers[at]] : [],
        );
        expect([text, found.toSorted()]).toEqual([text, holding.toSorted()]);
      }
    }
  });

  test("LIST-3 LIST-6 is no reason to fail for a search, a count, an export or a saved view", async () => {
    for (const { what, text } of HOSTILE_VALUES) {
      const typed = encodeURIComponent(text.toWellFormed());
      for (const field of ["number", "portuId", "siren", "holder", "client"])
        for (const url of ["/api/orders", "/api/orders/count"]) {
          const answer = await operator.request("GET", `${url}?${field}=${typed}`);
          expect([what, url, answer.status]).toEqual([what, url, text.length > 100 ? 400 : 200]);
        }
      const certificates = await operator.request("GET", `/api/certificates?holder=${typed}`);
      expect([what, certificates.status]).toEqual([what, text.length > 100 ? 400 : 200]);
      const view = { list: "orders", name: "Vue", search: text };
      expect([200, 400]).toContain((await operator.request("POST", "/api/saved-views", view)).status);
    }
  });

  test("is no certification request, whatever surrounds a good one", async () => {
    for (const { text } of HOSTILE_VALUES) {
      const order = anOrder({ certificateRequest: `-----BEGIN CERTIFICATE REQUEST-----\n${text}\n` });
      const headers = { "idempotency-key": `key-${order.portuId}` };
      const answer = await intake.call("POST", "/orders", { json: order, headers });
      expect([answer.status, Object.keys(faultsOf(answer))]).toEqual([400, ["certificateRequest"]]);
    }
  });

  test("EXPORT-2 is a text in the exported file: no formula, no link, no other character", async () => {
    const { answer, rows } = await download(operator, "/api/orders/export?sort=number&direction=asc");
    const byNumber = new Map(rows.map((row) => [row[0], row]));
    for (const [index, text] of ACCEPTED_VALUES.entries()) {
      const row = byNumber.get(numbers[index] ?? 0) ?? [];
      const shown = fitting(text, 100);
      expect([row[3], row[4], row[7]]).toEqual([shown, shown, shown]);
    }
    const parts = partsOf(answer.raw);
    expect([...parts.keys()].filter((path) => /extern|rels\/sheet|macro|vba/i.test(path))).toEqual([]);
    for (const xml of parts.values()) expect(xml).not.toMatch(/<f[ >]|<hyperlink/);
  });
});

test("ROLE-1 the log holds one line for each event, and nothing that anybody typed", async () => {
  await operator.request("GET", "/api/orders/%0d%0aFleury%1b%5b31m");
  await operator.request("GET", "/%3Cscript%3E%0aFleury");
  const number = await createOrder(intake, anOrder());
  const { version, information } = await detailOf(number);
  for (const { text } of HOSTILE_VALUES) {
    await operator.request("GET", `/api/orders?holder=${encodeURIComponent(text.toWellFormed())}`);
    await operator.request("PUT", `/api/orders/${number}/information`, {
      version,
      information: withValues(information, everywhere(INFORMATION_FIELDS, text)),
    });
  }
  expect(log.written.length).toBeGreaterThan(2 * HOSTILE_VALUES.length);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  for (const line of log.written) expect(line).toMatch(/^\{[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*\}\n$/);
  for (const line of log.written) expect(JSON.parse(line).level).toBeLessThan(40);
  const all = log.written.join("");
  const typed = HOSTILE_VALUES.map(({ text }) => JSON.stringify(text).slice(1, -1)).filter(
    (text) => text.length > 8,
  );
  for (const text of [...typed, "Fleury", "@example.org", "434202180"]) expect(all).not.toContain(text);
});
