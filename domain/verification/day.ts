/** Days of the calendar, as `2026-11-25`: no time, no zone, and they sort as text. */
export type Day = string;

const PARIS = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short" });

/** The day that operators' calendars show at an instant. */
export function dayInParis(at: Date): Day {
  return PARIS.format(at);
}

/** The same day of the month so many months later, or the last one of that month when it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDay(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

/** The same day so many years later; 29 February becomes 28. */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, 12 * years);
}

/** The day before. */
export function dayBefore(day: Day): Day {
  const { year, month, date } = partsOf(day);
  return isoDay(new Date(Date.UTC(year, month - 1, date - 1)));
}

/** How many whole months lie between two days; the first is not after the second. */
export function wholeMonthsBetween(from: Day, to: Day): number {
  const [start, end] = [partsOf(from), partsOf(to)];
  const months = 12 * (end.year - start.year) + end.month - start.month;
  return addMonths(from, months) > to ? months - 1 : months;
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return { year, month, date };
}

const isoDay = (date: Date): Day => date.toISOString().slice(0, 10);
