/** The identity that a specimen gives to a person of an order: invented, but always the same for the same person. */
import type { IdentityDocument } from "../../../domain/order/order.ts";
import { drawsFor } from "./draws.ts";

export type Identity = {
  givenName: string;
  familyName: string;
  sex: "F" | "M";
  birthDate: Date;
  birthPlace: string;
  heightInCentimetres: number;
  document: IdentityDocument;
  issuedOn: Date;
  /** As printed. */
  expiresOn: Date;
  /** Department of issue and office, as the card's machine-readable zone has them. */
  office: string;
};

const PLACES = [
  "PARIS",
  "LYON 3E",
  "NANTES",
  "BREST",
  "TOULOUSE",
  "LILLE",
  "MONTPELLIER",
  "DIJON",
  "RENNES",
  "BASTIA",
  "COLMAR",
  "POINTE-À-PITRE",
] as const;

/** Men's names that end as women's names do. */
const MEN =
  /^(alexandre|antoine|baptiste|camille|charles|christophe|claude|dominique|étienne|georges|grégoire|guillaume|jean-baptiste|jérôme|maxime|philippe|pierre|stéphane|théodore|tancrède|gustave|côme|isidore|ambroise|aristide|basile|maurice|octave|timothée|amédée|nicolas|élie|fabrice|régis|jules|hippolyte|luca|anatole|eugène|rené|andré)$/;
const WOMEN =
  /(e|a|ie|ée|is|ine|anaïs|inès|agnès|maud|solenn|manon|marion|suzon|carmen|ingrid|astrid|katell|maïwenn)$/;

function sexOf(givenName: string): "F" | "M" {
  const name = givenName.toLocaleLowerCase("fr").split(/[\s]/)[0] ?? "";
  return !MEN.test(name) && WOMEN.test(name) ? "F" : "M";
}

const day = (year: number, month: number, dayOfMonth: number) => new Date(Date.UTC(year, month, dayOfMonth));

/** Documents in use today: cards of 2013 to 2020 (fifteen years), passports of 2018 to 2022 (ten years). */
export function identityOf(person: { givenName: string; familyName: string }): Identity {
  const draws = drawsFor(`${person.givenName} ${person.familyName}`);
  const isCard = draws.number("document", 0, 2) > 0;
  const year = isCard ? draws.number("issue", 2013, 2020) : draws.number("issue", 2018, 2022);
  const issuedOn = day(year, draws.number("issueMonth", 0, 11), draws.number("issueDay", 1, 28));
  const expiresOn = new Date(issuedOn);
  expiresOn.setUTCFullYear(year + (isCard ? 15 : 10), issuedOn.getUTCMonth(), issuedOn.getUTCDate() - 1);
  const department = draws.one("department", ["75", "69", "44", "29", "31", "59", "34", "21", "35", "68"]);
  return {
    ...person,
    sex: sexOf(person.givenName),
    birthDate: day(
      draws.number("year", 1958, 1998),
      draws.number("month", 0, 11),
      draws.number("day", 1, 28),
    ),
    birthPlace: draws.one("place", PLACES),
    heightInCentimetres: draws.number("height", 155, 192),
    document: isCard
      ? { type: "nationalIdentityCard", number: cardNumber(issuedOn, department, draws.digits("card", 5)) }
      : {
          type: "passport",
          number: passportNumber(year, draws.number("letters", 0, 575), draws.digits("passport", 5)),
        },
    issuedOn,
    expiresOn,
    office: `${department}0${draws.digits("office", 3)}`,
  };
}

/** Year and month of issue, department, an order number: twelve digits. */
const cardNumber = (issuedOn: Date, department: string, order: string): string =>
  `${issuedOn.toISOString().slice(2, 7).replace("-", "")}${department}0${order}`;

/** Two digits of the year, two letters (never I or O, which read as digits), five digits. */
function passportNumber(year: number, letters: number, order: string): string {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  return `${year % 100}${alphabet.charAt(Math.floor(letters / 24))}${alphabet.charAt(letters % 24)}${order}`;
}
