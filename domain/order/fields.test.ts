/** Checks of single fields (DETAIL-6). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { isLuhn, isPhone, isSiren, multiLine, oneLine } from "./fields.ts";
import { identityDocumentSchema, organizationSchema } from "./order.ts";

const errorOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(""));

describe("DETAIL-6 SIREN", () => {
  test.each(["434202180", "552100554", "732829320"])("%s holds its key", (siren) => {
    expect(isSiren(siren)).toBe(true);
  });

  test.each([
    ["a wrong key", "434202181"],
    ["two digits exchanged", "443202180"],
    ["eight digits", "43420218"],
    ["ten digits", "4342021800"],
    ["spaces", "434 202 180"],
    ["a letter", "43420218O"],
    ["digits of another script", "٤٣٤٢٠٢١٨٠"],
    ["a line end", "434202180\n"],
    ["nothing", ""],
  ])("refused: %s", (_, value) => {
    expect(isSiren(value)).toBe(false);
  });

  test("its error is a code that the screens translate", () => {
    expect(errorOf(organizationSchema, { name: "Certinomis", siren: "123456789" })).toBe("siren");
  });
});

describe("DETAIL-6 the key of Luhn", () => {
  test("exactly one last digit completes any number", () => {
    fc.assert(
      fc.property(digits(8), (start) => {
        expect([..."0123456789"].filter((last) => isLuhn(start + last))).toHaveLength(1);
      }),
    );
  });

  test("changing any one digit breaks it", () => {
    fc.assert(
      fc.property(digits(8), fc.nat(8), fc.integer({ min: 1, max: 9 }), (start, position, shift) => {
        const last = [..."0123456789"].find((candidate) => isLuhn(start + candidate));
        const whole = [...`${start}${last}`];
        whole[position] = String((Number(whole[position]) + shift) % 10);
        expect(isLuhn(whole.join(""))).toBe(false);
      }),
    );
  });
});

describe("DETAIL-6 phone numbers are in E.164", () => {
  test.each(["+33149702930", "+33612345678", "+12025550123", "+4412345678"])("%s", (phone) => {
    expect(isPhone(phone)).toBe(true);
  });
  test.each([
    "0149702930",
    "+033149702930",
    "+33 1 49 70 29 30",
    "+331",
    "+3312345678901234",
    "33149702930",
    "+33a4970293",
  ])("refused: %s", (phone) => {
    expect(isPhone(phone)).toBe(false);
  });
});

describe("DETAIL-6 a line of text", () => {
  test.each(["Łukasz Żółć", "Nguyễn Thị Ánh", "O’Connor-d'Été", "李小龙", "Jean-François"])(
    "%s is a name",
    (name) => {
      expect(oneLine(100).parse(name)).toBe(name.normalize("NFC"));
    },
  );

  test("it is trimmed, and composed", () => {
    expect(oneLine(100).parse("  E\u0301lodie ")).toBe("\u00c9lodie");
  });

  test.each([
    ["a right-to-left override", "abc\u202edef"],
    ["a bidirectional isolate", "abc\u2066def"],
    ["an Arabic letter mark", "abc\u061cdef"],
    ["a soft hyphen", "abc\u00addef"],
    ["a tag character", "abc\u{e0041}def"],
    ["a zero-width space", "abc\u200bdef"],
    ["a byte-order mark", "abc\ufeffdef"],
    ["a NUL", "abc\u0000def"],
    ["an escape", "abc\u001bdef"],
    ["a line end", "abc\ndef"],
    ["a line separator", "abc\u2028def"],
  ])("refused as invisible: %s", (_, text) => {
    expect(errorOf(oneLine(100), text)).toBe("invisible");
  });

  test("empty, blank or too long is refused", () => {
    expect(errorOf(oneLine(5), "")).toBe("required");
    expect(errorOf(oneLine(5), " \u00a0 ")).toBe("required");
    expect(errorOf(oneLine(5), "abcdef")).toBe("tooLong");
    expect(oneLine(5).safeParse("abcde  ").success).toBe(true);
  });
});

describe("DETAIL-7 NOTIFY-1 several lines of text", () => {
  test("lines and tabs stay, line ends become one kind", () => {
    expect(multiLine(100).parse("a\r\n\tb\nc ")).toBe("a\n\tb\nc");
  });
  test("blank, too long or invisible is refused", () => {
    expect(errorOf(multiLine(5), "\n \n")).toBe("required");
    expect(errorOf(multiLine(5), "abcdef")).toBe("tooLong");
    expect(errorOf(multiLine(100), "a\n\u202eb")).toBe("invisible");
    expect(errorOf(multiLine(100), "a\u0000b")).toBe("invisible");
  });
});

describe("DETAIL-4 the number of an identity document", () => {
  const numberOf = (number: string) =>
    identityDocumentSchema.safeParse({ type: "passport", number }).data?.number;
  test("spaces, dots and hyphens go, letters are capitals", () => {
    expect(numberOf("12 ab-34.567")).toBe("12AB34567");
  });
  test.each(["12345", "123456789012345678901", "12AB/4567", "12éB34567", ""])("refused: %j", (number) => {
    expect(numberOf(number)).toBeUndefined();
  });
});
