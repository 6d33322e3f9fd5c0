/** Machine-readable zones: ICAO Doc 9303 part 3 §4 (rules), part 4 (TD3), and the French card of 1994 to 2021. */

const WEIGHTS = [7, 3, 1];

/** Letters that do not decompose into a base letter and an accent (ICAO 9303-3 §6.A). */
const LETTERS: Record<string, string> = {
  Æ: "AE",
  Œ: "OE",
  Ø: "OE",
  ẞ: "SS",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Þ: "TH",
  İ: "I",
};

/** ICAO 9303-3 §4.9: digits as they are, A to Z as 10 to 35, `<` as 0; weights 7, 3, 1; modulo 10. */
export function checkDigit(field: string): string {
  let sum = 0;
  for (let index = 0; index < field.length; index++) {
    const character = field.charAt(index);
    const value = character === "<" ? 0 : Number.parseInt(character, 36);
    sum += value * (WEIGHTS[index % 3] ?? 0);
  }
  return String(sum % 10);
}

/** A name in the 26 letters and `<`: apostrophes go, hyphens and spaces become fillers (ICAO 9303-3 §4.6). */
export function zoneName(name: string): string {
  return name
    .replaceAll("ß", "ẞ")
    .toUpperCase()
    .replaceAll(/[ÆŒØẞŁĐÐÞİ]/g, (letter) => LETTERS[letter] ?? "")
    .normalize("NFD")
    .replaceAll(/[\p{Mn}'’.,]/gu, "")
    .replaceAll(/[^A-Z]+/g, "<")
    .replaceAll(/^<+|<+$/g, "");
}

/** Cut or filled with `<` to a length. */
const filled = (text: string, length: number): string => text.slice(0, length).padEnd(length, "<");

/** `YYMMDD` of a date without a time zone. */
export const zoneDate = (date: Date): string => date.toISOString().slice(2, 10).replaceAll("-", "");

export type ZonePerson = { familyName: string; givenName: string; birthDate: Date; sex: "F" | "M" };

/**
 * The two lines of 36 of the former French identity card. `number`: 12 digits; `office`: the department (3) and office
 * (3) that issued it.
 */
export function identityCardZone(person: ZonePerson, number: string, office: string): [string, string] {
  const first = `IDFRA${filled(zoneName(person.familyName), 25)}${filled(office, 6)}`;
  const birth = zoneDate(person.birthDate);
  const names = filled(zoneName(person.givenName).replaceAll("<", "<<"), 14);
  const second = `${number}${checkDigit(number)}${names}${birth}${checkDigit(birth)}${person.sex}`;
  return [first, second + checkDigit(first + second)];
}

/** The two lines of 44 of a passport (TD3). */
export function passportZone(
  person: ZonePerson & { state: string; personalNumber?: string },
  number: string,
  expiresOn: Date,
): [string, string] {
  const names = `${zoneName(person.familyName)}<<${zoneName(person.givenName)}`;
  const first = `P<${filled(person.state, 3)}${filled(names, 39)}`;
  const withCheck = (field: string) => field + checkDigit(field);
  const document = withCheck(filled(number, 9));
  const birth = withCheck(zoneDate(person.birthDate));
  const expiry = withCheck(zoneDate(expiresOn));
  const personal = filled(person.personalNumber ?? "", 14);
  // An empty field may carry `<` instead of 0 (ICAO 9303-4 §4.2.2.2); French passports write it so.
  const optional = personal + (person.personalNumber ? checkDigit(personal) : "<");
  const overall = checkDigit(document + birth + expiry + optional);
  return [first, `${document}${person.state}${birth}${person.sex}${expiry}${optional}${overall}`];
}
