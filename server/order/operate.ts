/**
 * The shape of every operation on an order, in one place:
 *
 *   load (within the actor's perimeter, else 404) → authorize (403) → decide (409 with the reason)
 *   → write if the order is still as it was seen (409 saying who changed what) → journal → what follows
 *
 * One transaction: an operation happened with its history entry and what it triggers, or it did not happen.
 */
import { sql } from "kysely";
import type { Actor } from "../../domain/access/actor.ts";
import type { Perimeter } from "../../domain/access/perimeter.ts";
import type { JournalEvent } from "../../domain/journal/journal.ts";
import type { DocumentToSignKind } from "../../domain/order/document-to-sign.ts";
import { decide, type OrderOperation } from "../../domain/order/lifecycle.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { mayPerform } from "../../domain/order/order-policy.ts";
import { appendToJournal } from "../journal/journal-store.ts";
import { inTransaction, type Transaction } from "../platform/database.ts";
import { forbidden, notFound, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { notifyOrderChanged } from "./order-notices.ts";
import { type LoadedOrder, loadOrder, type OrderChange, updateOrder } from "./order-store.ts";
import { outOfTurn } from "./out-of-turn.ts";

export type Step = {
  order: LoadedOrder;
  trx: Transaction;
  /** The status that the rules lead to. */
  next: OrderStatus;
  /** The time of the operation, the same for all it writes. */
  at: Date;
};

/**
 * What an operation wrote besides: the change of the order's row and the entries of its history. An operation that
 * only adds (a comment, a mail) has no change: it overwrites nothing and makes nobody else's view stale.
 */
export type Outcome = { change?: OrderChange; events: JournalEvent[] };

export type Target = {
  number: number;
  /** The version the actor was looking at; absent where the operation cannot overwrite anybody's change. */
  version?: number | undefined;
  /** The document to sign that the operation is about, where it is about one. */
  document?: DocumentToSignKind | undefined;
};

/** Performs one operation. Throws a `ProblemError` when it may not be; then nothing was written. */
export function operate(
  services: Services,
  actor: Actor,
  target: Target,
  operation: OrderOperation,
  perform: (step: Step) => Promise<Outcome>,
): Promise<void> {
  return inTransaction(services.db, async (trx) => {
    const order = await loadOrder(trx, perimeterOfActor(actor), target.number, { lock: true });
    if (!order) throw notFound();
    if (!mayPerform(actor, operation)) throw forbidden();
    if (target.version !== undefined && target.version !== order.row.version)
      throw await conflict(trx, order);
    const decision = decide(order.state, operation, target.document);
    if (!decision.allowed) throw outOfTurn(decision.reason, order.row.status);

    const at = services.clock.now();
    const outcome = await perform({ order, trx, next: decision.next, at });
    const change =
      decision.next === order.row.status ? outcome.change : { ...outcome.change, status: decision.next };
    if (change && !(await updateOrder(trx, order.row, change))) throw await conflict(trx, order);
    const entries = outcome.events.map((event) => ({ at, actor, orderNumber: order.row.number, event }));
    if (entries.length > 0)
      await notifyOrderChanged(trx, {
        number: order.row.number,
        registrationAuthority: order.row.authority_code,
        client: order.row.client_code,
      });
    // Last: whoever else writes to the journal waits from here to the end of the transaction.
    await appendToJournal(trx, ...entries);
  });
}

/** An order portal reaches the orders of its authority; the portal itself reaches all. */
function perimeterOfActor(actor: Actor): Perimeter {
  if (actor.kind === "operator") return actor.perimeter;
  if (actor.kind === "system") return { kind: "everything" };
  return { kind: "attached", registrationAuthorities: [actor.registrationAuthority], clients: "all" };
}

/** Entries that make nobody's view stale. */
const CHANGES_NOTHING: JournalEvent["type"][] = [
  "identityDocumentRead",
  "historyExported",
  "attachmentAdded",
  "commentAdded",
  "notificationRequested",
  "notificationResent",
  "mailSent",
  "mailFailed",
  "signatoriesReminded",
];

/** Tells who changed the order since it was read, when and by what (DETAIL-8). */
async function conflict(trx: Transaction, order: LoadedOrder): Promise<ProblemError> {
  const last = await trx
    .selectFrom("journal")
    .select(["actor_name", "at", "event"])
    .where("order_number", "=", order.row.number)
    .where(sql`event ->> 'type'`, "not in", CHANGES_NOTHING)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return new ProblemError("conflict", {
    orderStatus: order.row.status,
    ...(last
      ? { changedBy: last.actor_name, changedAt: last.at.toISOString(), changedWhat: last.event.type }
      : {}),
  });
}
