/** Dates as spreadsheets count them: days since 1899-12-30, in the local time of the operators (ECMA-376 §18.17.4.1). */

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
/** Before it, Excel counts a 29 February 1900 that never was, so that serial numbers mean different days. */
const FIRST = Date.UTC(1900, 2, 1);
const AFTER_LAST = Date.UTC(10_000, 0, 1);

const inParis = new Intl.DateTimeFormat("en-US", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

/** How far the clocks of Paris are ahead of UTC at an instant, in milliseconds. */
function offsetAt(time: number): number {
  const parts = Object.fromEntries(
    inParis.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

/** Asking the time zone costs more than the rest of a row: days (UTC) in which the clocks stay are remembered. */
const offsetOfDay = new Map<number, number | "changes">();

function cachedOffset(time: number): number {
  const day = Math.floor(time / DAY);
  let offset = offsetOfDay.get(day);
  if (offset === undefined) {
    const atStart = offsetAt(day * DAY);
    offset = atStart === offsetAt((day + 1) * DAY) ? atStart : "changes";
    offsetOfDay.set(day, offset);
  }
  return offset === "changes" ? offsetAt(time) : offset;
}

/**
 * The serial number of an instant in Europe/Paris, to the second, or undefined when spreadsheets have none for it: a
 * certificate without a well-defined end (RFC 5280 §4.1.2.5) expires in the year 10000 of Paris.
 */
export function serialDate(date: Date): number | undefined {
  const time = date.getTime();
  if (!Number.isFinite(time)) return undefined;
  const local = Math.floor((time + cachedOffset(time)) / 1000) * 1000;
  return local >= FIRST && local < AFTER_LAST ? days(local - EPOCH) : undefined;
}

/** A day is 2^10 times this: of its multiples, and of nothing else, a binary fraction of a day is exact. */
const ODD_PART_OF_DAY = 84_375;

/** What is not exact is rounded up: a reader that cuts what is below a second would show the one before. */
function days(milliseconds: number): number {
  const nearest = milliseconds / DAY;
  return milliseconds % ODD_PART_OF_DAY === 0 ? nearest : nearest * (1 + Number.EPSILON);
}
