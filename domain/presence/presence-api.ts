/**
 * Who has which order open (COLLAB). Whoever may see an order sees who is on it; nobody else does. It is not journalled:
 * it says who looks now, and is forgotten seconds later.
 */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { orderParamsSchema } from "../order/order-detail.ts";

/** How often a page that has an order open says so, in milliseconds. */
export const PRESENCE_BEAT_MS = 4_000;

/** A page not heard of for this long is gone, in milliseconds: two beats may be lost. With the sweep, under 15 s. */
export const PRESENCE_LASTS_MS = 12_000;

const presenceSchema = z.object({
  number: z.int(),
  /** The others who have it open, by name. Empty: one has it open oneself, and nobody else does. */
  operators: z.array(z.string()),
});
export type Presence = z.infer<typeof presenceSchema>;

export const listPresence = endpoint({
  method: "GET",
  path: "/api/presence",
  summary: "The orders of one's perimeter that somebody has open, and who besides oneself",
  response: z.array(presenceSchema),
});

const params = z.object({
  ...orderParamsSchema.shape,
  /** What a page calls itself for as long as it shows the order: 128 random bits in hexadecimal. */
  pageId: z.string().regex(/^[0-9a-f]{32}$/),
});

/** Said when the page opens and at every beat. */
export const announcePresence = endpoint({
  method: "PUT",
  path: "/api/orders/:number/presence/:pageId",
  summary: "Says that a page has the order open, or still has",
  params,
  response: z.object({}),
});

export const withdrawPresence = endpoint({
  method: "DELETE",
  path: "/api/orders/:number/presence/:pageId",
  summary: "Says that a page no longer has the order open",
  params,
  response: z.object({}),
});
