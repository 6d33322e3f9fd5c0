/** What the routes of operations on one order have in common, whichever feature they belong to. */
import type { FastifyRequest } from "fastify";
import type { Operator } from "../../domain/access/actor.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { operatorOf } from "../access/authentication.ts";
import type { Services } from "../ports/services.ts";
import type { Target } from "./operate.ts";
import { orderDetail } from "./order-detail.ts";

/** Performs, then answers with the order as it now stands for this operator. Throws what `perform` throws. */
export async function answerAfter(
  services: Services,
  request: FastifyRequest,
  number: number,
  perform: (operator: Operator) => Promise<unknown>,
): Promise<OrderDetail> {
  const operator = operatorOf(request);
  await perform(operator);
  return orderDetail(services, operator, number);
}

/** The order as the operator was looking at it when they asked. */
export function targetOf(
  { number }: { number: number },
  { version }: { version: number },
): Target & { version: number } {
  return { number, version };
}
