/** An operator's saved views (LIST-6). Every query carries the operator: nobody reaches another's. */
import type { Operator } from "../../domain/access/actor.ts";
import { MAX_SAVED_VIEWS, type SavedView } from "../../domain/views/saved-views-api.ts";
import { notFound, ProblemError } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";

const COLUMNS = ["id", "list", "name", "search"] as const;

/** One's own views, by name. */
export function listSavedViews(services: Services, operator: Operator): Promise<SavedView[]> {
  return services.db
    .selectFrom("saved_view")
    .select(COLUMNS)
    .where("operator_id", "=", operator.id)
    .orderBy("name")
    .execute();
}

/** Saves a view; one of the same name and list gets the new address. Throws `invalidRequest` past fifty. */
export async function saveView(
  services: Services,
  operator: Operator,
  view: Omit<SavedView, "id">,
): Promise<SavedView> {
  const mine = await listSavedViews(services, operator);
  const isNew = !mine.some((known) => known.list === view.list && known.name === view.name);
  if (isNew && mine.length >= MAX_SAVED_VIEWS)
    throw new ProblemError("invalidRequest", { fields: [{ field: "name", code: "tooManyViews" }] });
  return services.db
    .insertInto("saved_view")
    .values({ operator_id: operator.id, ...view })
    .onConflict((conflict) =>
      conflict.columns(["operator_id", "list", "name"]).doUpdateSet({ search: view.search }),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Throws `notFound` when it is not one's own. */
export async function deleteSavedView(services: Services, operator: Operator, id: number): Promise<void> {
  const result = await services.db
    .deleteFrom("saved_view")
    .where("id", "=", id)
    .where("operator_id", "=", operator.id)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) throw notFound();
}
