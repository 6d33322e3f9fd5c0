/** Checks of single fields, the same on both sides of the wire. Error messages are codes that the screens translate. */
import { z } from "zod";

/**
 * Characters that no name holds and that could hide or reorder text: controls, bidirectional and zero-width marks, line
 * separators, and the fillers that Unicode counts among letters and signs though they show as nothing.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/u;
const INVISIBLES = new RegExp(`${INVISIBLE.source}+`, "gu");

/** Whether a line shows all that it holds. Half a surrogate pair is no character: databases refuse it, and nobody can see it. */
export const isVisibleText = (value: string) => value.isWellFormed() && !INVISIBLE.test(value);

/** A non-empty line of at most `max` characters (NFC), with nothing invisible in it. Error: `required`, `tooLong`, `invisible`. */
export function oneLine(max: number) {
  return z
    .string()
    .trim()
    .normalize("NFC")
    .min(1, "required")
    .max(max, "tooLong")
    .refine(isVisibleText, "invisible");
}

/** Several lines of text, at most `max` characters; line ends become `\n`. Error: `required`, `tooLong`, `invisible`. */
export function multiLine(max: number) {
  return z
    .string()
    .transform((value) => value.replaceAll("\r\n", "\n").trim().normalize("NFC"))
    .pipe(
      z
        .string()
        .min(1, "required")
        .max(max, "tooLong")
        .refine((value) => isVisibleText(value.replaceAll(/[\n\t]/g, " ")), "invisible"),
    );
}

/**
 * What is typed or pasted into a search, at most `max` characters. Nothing stored holds an invisible character: those that
 * come with a pasted text are left out, so that it finds what it shows.
 */
export function searchText(max: number) {
  return z.string().max(max, "tooLong").transform(withoutInvisibles);
}

function withoutInvisibles(value: string): string {
  return value.toWellFormed().replaceAll(INVISIBLES, "").trim().normalize("NFC");
}

/**
 * Nine digits whose Luhn key holds (INSEE). The provider's own demonstration values hold it too.
 */
export function isSiren(value: string): boolean {
  if (!/^\d{9}$/.test(value) || /^0+$/.test(value)) return false;
  return isLuhn(value);
}

/** The key of Luhn (ISO/IEC 7812-1 annex B) over a string of digits. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/**
 * A text that came from a neighbour, made fit to be stored and shown: nothing invisible, no half character, `max`
 * characters at the most. A refusal by the authority or a mail server's answer may hold anything.
 */
export function storableText(value: string, max = 500): string {
  return value.toWellFormed().replaceAll(INVISIBLES, " ").trim().slice(0, max).toWellFormed();
}

/** A day of the calendar, `2026-11-25`, of a century that evidence can be of. Error: `day`. */
export const calendarDay = z.iso
  .date({ error: "day", abort: true })
  .refine((day) => day >= "1900-01-01" && day < "2200-01-01", "day");

/** A phone number in the form of ITU-T E.164: `+`, then country code and number, 7 to 15 digits. */
export function isPhone(value: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(value);
}
