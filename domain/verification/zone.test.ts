/** Machine-readable zones as they are typed, and the names in them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchNames } from "./zone-names.ts";
import { zoneDay, zoneLines } from "./zone-text.ts";

const CARD = ["IDFRAFLEURY<<<<<<<<<<<<<<<<<<<750123", "1306750123457ANATOLIE<<<<<<8004059M5"] as const;
const PASSPORT = [
  "P<FRAFLEURY<<ANATOLIE<<<<<<<<<<<<<<<<<<<<<<<",
  "19AB123454FRA8004059M2904054<<<<<<<<<<<<<<<8",
] as const;
const PERMIT = [
  "IRFRAD231458907<<<<<<<<<<<<<<<",
  "7408122F3204159FRA<<<<<<<<<<<6",
  "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
] as const;

describe("DETAIL-4 a zone as it is typed", () => {
  test.each([
    ["as it stands", CARD.join("\n")],
    ["in lower case", CARD.join("\n").toLowerCase()],
    ["with spaces and empty lines", `\n  ${CARD.join(" \r\n\r\n ").replaceAll("ANATOLIE", "ANATOLIE ")}\n`],
    ["with « for two fillers", CARD.join("\n").replaceAll("<<", "«")],
    ["with ‹ for one", CARD.join("\n").replaceAll("<", "‹")],
    ["in full width", CARD.join("\n").replaceAll("<", "＜")],
    ["in one piece", CARD.join("")],
    ["with a filler too many", CARD.join("\n").replace("FLEURY<", "FLEURY<<")],
    ["with three too few", CARD.join("\n").replace("FLEURY<<<<", "FLEURY<")],
  ])("%s", (_how, typed) => {
    expect(zoneLines(typed)).toEqual({ lines: [...CARD] });
  });

  test.each([
    ["a passport", PASSPORT],
    ["a residence permit", PERMIT],
  ])("%s, whose last fillers nobody typed", (_what, lines) => {
    const typed = lines.map((line) => (/<{5,}$/.test(line) ? line.replace(/<+$/, "<<<") : line));
    expect(zoneLines(typed.join("\n"))).toEqual({ lines: [...lines] });
    expect(zoneLines(lines.join(""))).toEqual({ lines: [...lines] });
  });

  test.each([
    ["nothing", " \n ", { reason: "empty" }],
    ["one line", CARD[0], { reason: "lineCount", lines: 1 }],
    ["four lines", [...CARD, ...CARD].join("\n"), { reason: "lineCount", lines: 4 }],
    [
      "an accent",
      CARD.join("\n").replace("FLEURY", "FLÉURY"),
      { reason: "character", line: 1, character: "É" },
    ],
    [
      "a digit too few",
      `${CARD[0]}\n130675012345ANATOLIE<<8004059M5`,
      { reason: "length", line: 2, length: 31, expected: 36 },
    ],
  ])("is refused with the reason: %s", (_what, typed, unreadable) => {
    expect(zoneLines(typed)).toEqual({ unreadable });
  });

  test("nothing that is typed makes it fail, and what it gives has the lengths of a zone", () => {
    const text = fc.string({ unit: fc.constantFrom(..."AZ09<«‹ \n\té\u202e\ud83d"), maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "binary", maxLength: 200 })), (typed) => {
        const read = zoneLines(typed);
        if ("lines" in read)
          expect(["30,30,30", "36,36", "44,44"]).toContain(read.lines.map(({ length }) => length).join());
      }),
    );
  });

  test("days: births lie in the past, ends of validity may lie ahead", () => {
    const today = "2026-11-25";
    expect(zoneDay("800405", "birth", today)).toBe("1980-04-05");
    expect(zoneDay("261126", "birth", today)).toBe("1926-11-26");
    expect(zoneDay("040229", "birth", today)).toBe("2004-02-29");
    expect(zoneDay("290405", "expiry", today)).toBe("2029-04-05");
    for (const none of ["800230", "80<<<<", ""]) expect(zoneDay(none, "birth", today)).toBeNull();
  });
});

describe("DETAIL-4 names beside the zone's", () => {
  const whole = { isCut: false };
  test.each([
    ["Fleury", "FLEURY", "same"],
    ["Le Goff", "LE GOFF", "same"],
    ["d'Orgeval", "DORGEVAL", "same"],
    ["d’Orgeval", "D ORGEVAL", "same"],
    ["Favre-Bonvin", "FAVRE BONVIN", "same"],
    ["Lecœur", "LECOEUR", "same"],
    ["Müller", "MULLER", "same"],
    ["Müller", "MUELLER", "same"],
    ["Ångström", "AANGSTROEM", "same"],
    ["Groß", "GROSS", "same"],
    ["Trần", "TRAN", "same"],
    ["Dupont", "DUPONT MARTIN", "mayAgree"],
    ["Dupont-Martin", "MARTIN", "mayAgree"],
    ["Dupont", "DURAND", "differs"],
    ["Petit", "PETITJEAN", "differs"],
    ["Иванов", "IVANOV", "differs"],
  ])("family name %s, zone %s: %s", (entered, zone, match) => {
    expect(matchNames(entered, zone, { ...whole, isGiven: false })).toBe(match);
  });

  test.each([
    ["Anatolie", "ANATOLIE MARIE", "firstOfSeveral"],
    ["Jean-Éric", "JEAN ERIC MARIE", "firstOfSeveral"],
    ["Marie", "ANATOLIE MARIE", "mayAgree"],
    ["Jean", "JEANNE", "differs"],
  ])("given name %s, zone %s: %s", (entered, zone, match) => {
    expect(matchNames(entered, zone, { ...whole, isGiven: true })).toBe(match);
  });

  test("a name that fills its field may go on in the order, and only then", () => {
    const given = { isGiven: true };
    expect(matchNames("Jean-Éric Marie", "JEAN ERIC MA", { ...given, isCut: true })).toBe("truncated");
    expect(matchNames("Jeanne", "JEAN", { ...given, isCut: false })).toBe("differs");
  });

  test("a name agrees with itself, however it is accented or cased", () => {
    const letter = fc.constantFrom(..."aàâäbcçdeéèêëfghiîïjklmnoôöpqrstuùûüvwxyÿzœæ");
    const name = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("-", " "),
        (words, glue) => {
          const plain = words
            .join(" ")
            .replaceAll("œ", "oe")
            .replaceAll("æ", "ae")
            .normalize("NFD")
            .replaceAll(/\p{Mn}/gu, "")
            .toUpperCase();
          expect(matchNames(words.join(glue), plain, { isCut: false, isGiven: false })).toBe("same");
        },
      ),
    );
  });
});
