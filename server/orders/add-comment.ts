/** Adds a comment to an order (DETAIL-7). Adding overwrites nothing, so it never conflicts. */
import type { Operator } from "../../domain/access/actor.ts";
import { operate } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";

/** Keeps the comment with its author and time. */
export function addComment(
  services: Services,
  operator: Operator,
  number: number,
  text: string,
): Promise<void> {
  return operate(services, operator, { number }, "comment", async ({ trx, at }) => {
    await trx
      .insertInto("comment")
      .values({ order_number: number, operator_id: operator.id, text, at })
      .execute();
    return { events: [{ type: "commentAdded", text }] };
  });
}
