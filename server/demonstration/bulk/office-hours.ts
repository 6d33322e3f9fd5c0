/** Times of creation: five years of office hours, more orders each year than the one before. */

const DAY = 86_400_000;
const HOUR = 3_600_000;
const YEARS = 5;
/** In UTC: 8 to 19 h in winter, 9 to 20 h in summer. */
const OPENS = 7 * HOUR;
const OPEN_FOR = 11 * HOUR;
/** Makes the last thirty days of five years weigh about two percent of all orders. */
const GROWTH = 1.22;

/**
 * A function from a share of all orders, 0 the oldest and 1 the newest, to the instant of creation: it never goes back,
 * never lands on a weekend and never after `now`.
 */
export function officeHours(now: Date): (share: number) => Date {
  const days: number[] = [];
  const today = Math.floor(now.getTime() / DAY) * DAY;
  for (let day = today - YEARS * 365 * DAY; day <= today; day += DAY) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && day + OPENS < now.getTime()) days.push(day);
  }
  const last = days.at(-1) ?? today;
  const openToday = Math.min(OPEN_FOR, now.getTime() - last - OPENS);
  const total = (days.length - 1) * OPEN_FOR + openToday;
  return (share) => {
    const position = Math.min(share, 0.999_999_9) ** (1 / GROWTH) * total;
    const day = days[Math.floor(position / OPEN_FOR)] ?? last;
    return new Date(day + OPENS + Math.floor(position % OPEN_FOR));
  };
}
