/** How French documents write things: spaces that do not break, dates, numbers. */
import type { IdentityDocumentType, Medium, OrderType } from "../../domain/order/order.ts";
import { canDraw } from "./fonts.ts";

const NO_BREAK = "\u00a0";
const NARROW_NO_BREAK = "\u202f";

/** Puts the spaces that French typography asks for before high punctuation and inside guillemets. */
export function french(text: string): string {
  return text
    .replaceAll(/ ?([;?!])(?=\s|$)/g, `${NARROW_NO_BREAK}$1`)
    .replaceAll(" :", `${NO_BREAK}:`)
    .replaceAll(/« ?/g, `«${NO_BREAK}`)
    .replaceAll(/ ?»/g, `${NO_BREAK}»`)
    .replaceAll("N° ", `N°${NO_BREAK}`);
}

/** What stands for a character that the fonts lack. */
const BOX = "□";

/**
 * Text of somebody else, safe to draw: one line, nothing that reorders or hides it. A character that the fonts lack is
 * written as a box: left to the font, it would be copied out of the document as NUL, and PDF/A (ISO 19005-2 §6.2.11.8)
 * allows no missing glyph.
 */
export function plain(text: string): string {
  const line = text
    .normalize("NFC")
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return Array.from(line, (character) => (canDraw(character.codePointAt(0) ?? 0) ? character : BOX)).join("");
}

const inParis = { timeZone: "Europe/Paris" } as const;
const longDate = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", ...inParis });
const shortDate = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", ...inParis });
const time = new Intl.DateTimeFormat("fr-FR", { timeStyle: "short", ...inParis });

/** `12 mai 2025` */
export const dateInWords = (date: Date): string => longDate.format(date);
/** `12/05/2025` */
export const dateInFigures = (date: Date): string => shortDate.format(date);
/** `12/05/2025 à 15:42` */
export const dateAndTime = (date: Date): string => `${shortDate.format(date)} à ${time.format(date)}`;

/** `434202180` as `434 202 180`. */
export const sirenInGroups = (siren: string): string => siren.replaceAll(/(\d{3})(?=\d)/g, `$1${NO_BREAK}`);

/** E.164 as it is dialled in France, `06 39 98 12 34`; other countries' numbers as they are. */
export function phoneInWords(phone: string): string {
  const national = /^\+33(\d{9})$/.exec(phone)?.[1];
  return national ? `0${national}`.replaceAll(/(\d{2})(?=\d)/g, `$1${NO_BREAK}`) : phone;
}

/** Given name, then family name in capitals, as French administration writes them. */
export const fullName = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  plain(`${givenName} ${familyName.toLocaleUpperCase("fr")}`);

export const MEDIUM_LABELS: Record<Medium, string> = {
  token: "Support cryptographique (MD940)",
  software: "Certificat logiciel",
};

export const TYPE_LABELS: Record<OrderType, string> = {
  new: "Nouvelle demande",
  renewal: "Renouvellement",
};

export const IDENTITY_DOCUMENT_LABELS: Record<IdentityDocumentType, string> = {
  nationalIdentityCard: "Carte nationale d'identité",
  passport: "Passeport",
  residencePermit: "Titre de séjour",
};
