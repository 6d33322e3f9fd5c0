/**
 * Rounds that several processes share: each is begun by one of them at a time, and not again before its time has come. The
 * database's clock decides, which is one for all of them.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./database.ts";

/** A process that dies in a round keeps it from the others for so long. */
const HELD_SECONDS = 30;
const RENEW_MS = (HELD_SECONDS * 1000) / 3;
/** Timers of several processes do not tick together: whoever is a little early may begin. */
const EARLY = 0.9;

/**
 * Does `work` if this round is due, every `seconds`, and nobody is at it. Gives whether it was done here. What `work` throws
 * is thrown, and the round is free again.
 */
export async function inRound(
  db: Database,
  { name, seconds }: { name: string; seconds: number },
  work: () => Promise<unknown>,
): Promise<boolean> {
  const holder = randomUUID();
  if (!(await claim(db, name, seconds, holder))) return false;
  const renewing = setInterval(() => void renew(db, name, holder).catch(() => undefined), RENEW_MS);
  try {
    await work();
  } finally {
    clearInterval(renewing);
    await release(db, name, holder);
  }
  return true;
}

async function claim(db: Database, name: string, seconds: number, holder: string): Promise<boolean> {
  const claimed = await sql`
    INSERT INTO round AS known (name, next_at, holder, held_until)
    VALUES (${name}, now() + make_interval(secs => ${seconds * EARLY}), ${holder}, now() + make_interval(secs => ${HELD_SECONDS}))
    ON CONFLICT (name) DO UPDATE
      SET next_at = excluded.next_at, holder = excluded.holder, held_until = excluded.held_until
      WHERE known.next_at <= now() AND (known.held_until IS NULL OR known.held_until <= now())
    RETURNING 1`.execute(db);
  return claimed.rows.length === 1;
}

async function renew(db: Database, name: string, holder: string): Promise<void> {
  await sql`
    UPDATE round SET held_until = now() + make_interval(secs => ${HELD_SECONDS})
    WHERE name = ${name} AND holder = ${holder}`.execute(db);
}

/** Whoever took it over meanwhile keeps it. */
async function release(db: Database, name: string, holder: string): Promise<void> {
  await sql`
    UPDATE round SET holder = NULL, held_until = NULL WHERE name = ${name} AND holder = ${holder}`.execute(
    db,
  );
}
