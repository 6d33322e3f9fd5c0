/** Keeps the priority of orders that wait for their certificate (LIST-2). The rule itself is `priorityOf`. */
import { sql } from "kysely";
import { ORDER_STATUSES } from "../../domain/order/order.ts";
import { isPending, PRIORITIES } from "../../domain/order/priority.ts";
import { inTransaction, type Transaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

const PENDING_STATUSES = ORDER_STATUSES.filter(isPending);
const BATCH = 500;

/** What an order's row holds once it is generated or over. */
export const OVER = { priority: PRIORITIES.indexOf("over"), priority_until: sql<Date>`'infinity'` };

/**
 * Works out anew what the certificates of these subscribers are worth at `now`, and sets the orders of theirs that wait.
 * A valid certificate decides, the latest to expire; else the most recent one.
 */
export async function refreshStandings(trx: Transaction, subscriberIds: number[], now: Date): Promise<void> {
  const isValid = sql`c.not_after > ${now} AND coalesce(c.revoked_at > ${now}, true)`;
  await sql`
    UPDATE subscriber SET standing = found.standing, standing_until = found.until
    FROM (
      SELECT s.id,
        CASE WHEN d.not_after IS NULL THEN 'none' WHEN d.valid THEN 'valid' WHEN d.revoked THEN 'revoked'
             ELSE 'expired' END AS standing,
        CASE WHEN d.valid THEN d.not_after END AS until
      FROM subscriber s
      LEFT JOIN LATERAL (
        SELECT c.not_after, c.revoked_at <= ${now} AS revoked, ${isValid} AS valid
        FROM certificate c WHERE c.subscriber_id = s.id
        ORDER BY ${isValid} DESC, CASE WHEN ${isValid} THEN c.not_after END DESC, c.not_before DESC
        LIMIT 1
      ) d ON true
      WHERE s.id = ANY(${subscriberIds}::bigint[])
    ) found
    WHERE subscriber.id = found.id`.execute(trx);
  // In the order of their numbers, so that two of these never wait for each other.
  await sql`
    UPDATE orders SET priority = wanted.priority, priority_until = wanted.until
    FROM (
      SELECT o.number, array_position(${[...PRIORITIES]}::text[], s.standing) - 1 AS priority,
        coalesce(s.standing_until, 'infinity') AS until
      FROM orders o JOIN subscriber s ON s.id = o.subscriber_id
      WHERE s.id = ANY(${subscriberIds}::bigint[]) AND o.status = ANY(${PENDING_STATUSES}::text[])
      ORDER BY o.number FOR UPDATE OF o
    ) wanted
    WHERE orders.number = wanted.number
      AND (orders.priority, orders.priority_until) IS DISTINCT FROM (wanted.priority, wanted.until)`.execute(
    trx,
  );
}

/** Moves the orders of subscribers whose certificate expired since; gives how many subscribers there were. */
export async function expireStandings(services: Services): Promise<number> {
  const { db, clock } = services;
  for (let moved = 0; ; ) {
    const now = clock.now();
    const due = await db
      .selectFrom("subscriber")
      .select("id")
      .where("standing", "=", "valid")
      .where("standing_until", "<=", now)
      .limit(BATCH)
      .execute();
    if (due.length === 0) return moved;
    const ids = due.map((row) => row.id);
    await inTransaction(db, (trx) => refreshStandings(trx, ids, now));
    moved += ids.length;
  }
}

/** Job: a certificate of this subscriber was issued or revoked. */
export function refreshStandingOf(services: Services, subscriberId: number): Promise<void> {
  return inTransaction(services.db, (trx) => refreshStandings(trx, [subscriberId], services.clock.now()));
}
