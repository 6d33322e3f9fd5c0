import { expect, test } from "vitest";
import { checkDigit, identityCardZone, passportZone, zoneName } from "./mrz.ts";

test.each([
  ["520727", "3"],
  ["AB2134<<<", "5"],
  ["L898902C3", "6"],
  ["740812", "2"],
  ["120415", "9"],
  ["ZE184226B<<<<<", "1"],
])("the check digit of %s is %s (ICAO Doc 9303)", (field, digit) => expect(checkDigit(field)).toBe(digit));

test("writes the passport specimen of ICAO Doc 9303 part 4", () => {
  const person = {
    familyName: "Eriksson",
    givenName: "Anna Maria",
    birthDate: new Date("1974-08-12"),
    sex: "F" as const,
    state: "UTO",
    personalNumber: "ZE184226B",
  };
  expect(passportZone(person, "L898902C3", new Date("2012-04-15"))).toEqual([
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]);
});

test("writes the well-known specimen of the former French identity card", () => {
  const person = {
    familyName: "Berthier",
    givenName: "Corinne",
    birthDate: new Date("1965-12-06"),
    sex: "F" as const,
  };
  expect(identityCardZone(person, "880692310285", "")).toEqual([
    "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<",
    "8806923102858CORINNE<<<<<<<6512068F6",
  ]);
});

test.each([
  ["L'Écuyer-Dubois", "LECUYER<DUBOIS"],
  ["Łukasz", "LUKASZ"],
  ["Cœur", "COEUR"],
  ["Weiß", "WEISS"],
  ["de La Tour", "DE<LA<TOUR"],
  ["אברהם", ""],
])("transliterates %s as %s", (name, zone) => expect(zoneName(name)).toBe(zone));

test.each(["A", "X".repeat(100), "אברהם", "😀", "Jean-Baptiste Marie Ange"])(
  "keeps the length of its lines for %s",
  (name) => {
    const person = {
      familyName: name,
      givenName: name,
      birthDate: new Date("1980-01-02"),
      sex: "M" as const,
    };
    expect(identityCardZone(person, "880692310285", "750123").map((line) => line.length)).toEqual([36, 36]);
    const passport = passportZone({ ...person, state: "FRA" }, "18AB12345", new Date("2029-01-01"));
    expect(passport.map((line) => line.length)).toEqual([44, 44]);
  },
);
