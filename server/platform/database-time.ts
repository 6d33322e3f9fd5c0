/**
 * One time for all processes: sessions, standings and seals compare times that several of them wrote. A process whose machine
 * is off goes by the database's clock, and says so.
 */
import { sql } from "kysely";
import { type Clock, correctSystemClock, machineClock } from "./clock.ts";
import type { Queryable } from "./database.ts";
import type { Logger } from "./log.ts";

/** Clocks that are kept by NTP differ by milliseconds, and nothing is decided by less than some seconds. */
const TOLERATED_MS = 5000;
const LOOKED_AT_EVERY_MS = 10_000;

/**
 * How far the database's clock is ahead of the machine's, in milliseconds; 0 when it may be the same, for however long the
 * answer took.
 */
export async function aheadOfMachine(db: Queryable, machine: Clock = machineClock): Promise<number> {
  const asked = machine.now().getTime();
  const { rows } = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(db);
  const answered = machine.now().getTime();
  const at = rows[0]?.at.getTime() ?? answered;
  if (at < asked) return at - asked;
  return Math.max(0, at - answered);
}

/** Has the process go by the database's time while its machine's is off; looks again every ten seconds, until `stop`. */
export async function followDatabaseTime(
  db: Queryable,
  log: Logger,
  machine: Clock = machineClock,
): Promise<{ stop(): void }> {
  let isOff = false;
  async function look(): Promise<void> {
    const ahead = await aheadOfMachine(db, machine);
    const wasOff = isOff;
    isOff = Math.abs(ahead) > TOLERATED_MS;
    correctSystemClock(isOff ? ahead : 0);
    if (isOff && !wasOff)
      log.error(
        { seconds: Math.round(ahead / 1000) },
        "the clock of this machine is off the database's, which is gone by: set it right",
      );
  }
  await look();
  // While the database is away, what was found last holds.
  const timer = setInterval(() => void look().catch(() => undefined), LOOKED_AT_EVERY_MS).unref();
  return {
    stop() {
      clearInterval(timer);
      correctSystemClock(0);
    },
  };
}
