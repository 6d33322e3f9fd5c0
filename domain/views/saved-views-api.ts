/** Saved views: an operator's own names for lists they come back to (LIST-6). A view is nothing but an address. */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { isVisibleText, oneLine } from "../order/fields.ts";

export const MAX_SAVED_VIEWS = 50;

export const savedViewListSchema = z.enum(["orders", "certificates"]);
export type SavedViewList = z.infer<typeof savedViewListSchema>;

export const savedViewSchema = z.object({
  id: z.int(),
  list: savedViewListSchema,
  name: z.string(),
  /** The search part of the list's address, without `?`. */
  search: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const listSavedViews = endpoint({
  method: "GET",
  path: "/api/saved-views",
  summary: "One's own saved views, by name",
  response: z.array(savedViewSchema),
});

/** A name already used for that list gets the new address. */
export const saveView = endpoint({
  method: "POST",
  path: "/api/saved-views",
  summary: "Saves the list shown under a name",
  body: z.object({
    list: savedViewListSchema,
    name: oneLine(60),
    search: z.string().max(2000, "tooLong").refine(isVisibleText, "invisible"),
  }),
  response: savedViewSchema,
});

export const deleteSavedView = endpoint({
  method: "DELETE",
  path: "/api/saved-views/:id",
  summary: "Deletes one of one's own saved views",
  params: z.object({ id: z.coerce.number().int().positive() }),
  response: z.object({}),
});
