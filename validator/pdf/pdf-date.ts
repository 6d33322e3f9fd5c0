import type { PdfValue } from "./pdf-value.ts";

const PDF_DATE = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'?00'?)?|([+-]\d\d)'?(\d\d)'?)?$/;

/** `D:YYYYMMDDHHmmSS` and its offset (ISO 32000-2 §7.9.4), or undefined when it is not complete. */
export function readPdfDate(value: PdfValue | undefined): Date | undefined {
  if (value?.type !== "string") return undefined;
  const match = PDF_DATE.exec(Buffer.from(value.bytes).toString("latin1"));
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, offsetHours = "+00", offsetMinutes = "00"] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offsetHours}:${offsetMinutes}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
