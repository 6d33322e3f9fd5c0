/** Verdicts on the pieces of an order (DETAIL-4). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { orderDetailSchema, pieceParamsSchema } from "../orders/orders-api.ts";
import { verdictSchema } from "./verdict.ts";

export const judgePiece = endpoint({
  method: "PUT",
  path: "/api/orders/:number/supporting-documents/:id/verdict",
  summary: "Says, in the operator's name, whether a piece is compliant, and if not why",
  params: pieceParamsSchema,
  body: z.object({ version: z.int().positive(), verdict: verdictSchema }),
  response: orderDetailSchema,
});
