import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Malformed } from "./malformed.ts";
import { readDer } from "./read-der.ts";
import { isTime, readTime } from "./read-time.ts";
import { TAG } from "./tags.ts";
import { element, generalizedTime, time } from "./write-der.ts";

const read = (tag: number, text: string) => readTime(readDer(element(tag, new TextEncoder().encode(text))));

describe("the times of certificates", () => {
  const seconds = (from: string, to: string) =>
    fc
      .integer({ min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 })
      .map((second) => new Date(second * 1000));

  test("are read as they were written, to the second, from the year 0 to 9999", () => {
    fc.assert(
      fc.property(seconds("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), (date) => {
        expect(readTime(readDer(time(date)))).toEqual(date);
        expect(readTime(readDer(generalizedTime(date)))).toEqual(date);
      }),
    );
  });

  test.each([
    ["1949-12-31T23:59:59Z", TAG.generalizedTime],
    ["1950-01-01T00:00:00Z", TAG.utcTime],
    ["2049-12-31T23:59:59Z", TAG.utcTime],
    ["2050-01-01T00:00:00Z", TAG.generalizedTime],
  ])("%s is written as RFC 5280 §4.1.2.5 wants it", (date, tag) => {
    const node = readDer(time(new Date(date)));
    expect(node.tag).toBe(tag);
    expect(isTime(node)).toBe(true);
    expect(readTime(node)).toEqual(new Date(date));
  });

  test("may have fractions of a second in a time-stamp", () => {
    expect(read(TAG.generalizedTime, "20260102030405.25Z").toISOString()).toBe("2026-01-02T03:04:05.250Z");
    expect(read(TAG.generalizedTime, "20260102030405.1239Z").toISOString()).toBe("2026-01-02T03:04:05.123Z");
  });

  test.each([
    ["without seconds", TAG.utcTime, "2601020304Z"],
    ["in another zone", TAG.utcTime, "260102030405+0100"],
    ["of the other form", TAG.utcTime, "20260102030405Z"],
    ["in no zone", TAG.generalizedTime, "20260102030405"],
    ["with something behind it", TAG.generalizedTime, "20260102030405Z  "],
    ["of any length", TAG.generalizedTime, `20260102030405.${"1".repeat(100_000)}Z`],
  ])("are refused %s", (_, tag, text) => {
    expect(() => read(tag, text)).toThrow(new Malformed("unreadable time"));
  });

  test("that do not exist are refused, and so is what is no time", () => {
    expect(() => read(TAG.utcTime, "261302030405Z")).toThrow("impossible time");
    expect(() => read(TAG.octetString, "260102030405Z")).toThrow("unreadable time");
    expect(() => readTime(undefined)).toThrow("unreadable time");
    expect(isTime(undefined)).toBe(false);
  });
});
