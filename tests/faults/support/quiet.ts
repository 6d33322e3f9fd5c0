/** Waits until nobody has anything left to do: then whatever still waits is stuck. */
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../../server/platform/database.ts";

const LOOK_AGAIN_MS = 500;

/** What still waits, each with its number: empty when all is done. */
export type Waiting = Readonly<Record<string, number>>;

/** Gives what still waits after so many seconds at most. */
export async function untilQuiet(db: Database, seconds: number): Promise<Waiting> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const waiting = await whatWaits(db);
    if (Object.keys(waiting).length === 0 || performance.now() > until) return waiting;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** Jobs of whatever state but done; what an order says that somebody is doing. The queue's own upkeep is not counted. */
async function whatWaits(db: Database): Promise<Waiting> {
  const { rows } = await sql<{ what: string; count: number }>`
    SELECT 'job ' || name || ' ' || state AS what, count(*)::int AS count
      FROM jobs.job WHERE state NOT IN ('completed', 'cancelled') AND name NOT LIKE '\\_\\_%' GROUP BY 1
    UNION ALL
    SELECT 'mail ' || state, count(*)::int FROM message WHERE state = 'queued' GROUP BY 1
    UNION ALL
    SELECT 'collection ' || state, count(*)::int FROM signature_collection WHERE state = 'creating' GROUP BY 1
    UNION ALL
    SELECT 'completed collection of an order in signature', count(*)::int
      FROM signature_collection c JOIN orders o ON o.number = c.order_number
      JOIN embedded_collection e ON e.key = c.id::text
      WHERE o.status = 'signing' AND c.state = 'open' AND e.state = 'completed' HAVING count(*) > 0
    UNION ALL
    SELECT 'issuance ' || state, count(*)::int FROM issuance WHERE state IN ('requested', 'underWay') GROUP BY 1
    `.execute(db);
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
}
