/** Values as the screens show them. Times are those of the registration authority, wherever the browser is. */
const TIME_ZONE = "Europe/Paris";

const dateParts = new Intl.DateTimeFormat("fr-FR", {
  timeZone: TIME_ZONE,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});
const timeParts = new Intl.DateTimeFormat("fr-FR", {
  timeZone: TIME_ZONE,
  hour: "2-digit",
  minute: "2-digit",
});
const isoParts = new Intl.DateTimeFormat("en-CA", { timeZone: TIME_ZONE });

/** `12/05/2025`. */
export function formatDate(iso: string): string {
  return dateParts.format(new Date(iso));
}

/** `15:42`. */
export function formatTime(iso: string): string {
  return timeParts.format(new Date(iso));
}

/** `12/05/2025 - 15:42`. */
export function formatDateTime(iso: string): string {
  return `${formatDate(iso)} - ${formatTime(iso)}`;
}

/** A calendar day `2025-05-12` as `12/05/2025`. */
export function formatDay(day: string): string {
  return day.split("-").toReversed().join("/");
}

/** The calendar day in Paris, so many days before now: `2025-05-12`. */
export function dayBefore(days: number, now = new Date()): string {
  return isoParts.format(new Date(now.getTime() - days * 86_400_000));
}

/** `0002 434202180`: the ISO 6523 scheme of SIRENE, then the number. */
export function formatSirenWithScheme(siren: string): string {
  return `0002 ${siren}`;
}

/** `434 202 180`. */
export function formatSiren(siren: string): string {
  return siren.replaceAll(/(\d{3})(?=\d)/g, "$1 ");
}

/** French numbers as `06 08 08 08 08`, the others as they are stored. */
export function formatPhone(phone: string): string {
  const national = /^\+33([1-9]\d{8})$/.exec(phone)?.[1];
  return national ? `0${national}`.replaceAll(/(\d{2})(?=\d)/g, "$1 ") : phone;
}

/** What people type, `06 08 08 08 08`, as E.164; anything else comes back without its spaces, for the check to judge. */
export function toE164(typed: string): string {
  const compact = typed.replaceAll(/[\s.\-()]/g, "");
  if (/^0[1-9]\d{8}$/.test(compact)) return `+33${compact.slice(1)}`;
  return compact.replace(/^00/, "+");
}

/** What people type as a day, `12/05/2025` or `12 05 2025`, as `2025-05-12`; anything else comes back for the check to judge. */
export function toDay(typed: string): string {
  const [, date = "", month = "", year] =
    /^\s*(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})\s*$/.exec(typed) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(typed.trim()) ??
    [];
  return year ? `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` : typed.trim();
}

const regionNames: Partial<Record<string, Intl.DisplayNames>> = {};

/** The country's name in the language of the screens, or its code when it has none. */
export function countryName(code: string, language: string): string {
  regionNames[language] ??= new Intl.DisplayNames([language], { type: "region" });
  try {
    return regionNames[language].of(code) ?? code;
  } catch {
    return code;
  }
}
