/** The list of orders as an Excel file: the filter and the sort of the list, every page (EXPORT-1, EXPORT-2). */
import { type InferResult, sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/order/lifecycle.ts";
import type { OrderFilter, OrderSort } from "../../domain/orders/order-list-api.ts";
import { type ExportColumn, type ExportedList, exportList } from "../lists/export-list.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import { countOrders } from "./count-orders.ts";
import { PHASE_LABEL, PROCESS_LABEL, STATUS_LABEL, TYPE_LABEL } from "./export-labels.ts";
import { conditions, ordering, ordersWithNames } from "./order-query.ts";

type ExportedOrder = InferResult<ReturnType<typeof exportQuery>>[number];

/** The columns of the manual, in its order. */
const COLUMNS: readonly ExportColumn<ExportedOrder>[] = [
  { title: "Numéro de dossier", width: 18, kind: "integer", value: (row) => row.number },
  { title: "PortuID", width: 12, kind: "integer", value: (row) => row.portu_id },
  { title: "SIREN", width: 12, kind: "text", value: (row) => row.siren },
  { title: "Prénom du porteur", width: 20, kind: "text", value: (row) => row.holder_given_name },
  { title: "Nom du porteur", width: 24, kind: "text", value: (row) => row.holder_family_name },
  { title: "Email du porteur", width: 34, kind: "text", value: (row) => row.holder_email },
  { title: "N° de téléphone du porteur", width: 26, kind: "text", value: (row) => row.holder_mobile },
  { title: "Ville du porteur", width: 22, kind: "text", value: (row) => row.holder_city },
  { title: "Date de création", width: 18, kind: "date", value: (row) => row.created_at },
  { title: "AE", width: 24, kind: "text", value: (row) => row.authority_name },
  { title: "Type", width: 16, kind: "text", value: (row) => TYPE_LABEL[row.type] },
  { title: "Process", width: 10, kind: "text", value: (row) => PROCESS_LABEL[row.process] },
  { title: "Phase", width: 10, kind: "text", value: (row) => PHASE_LABEL[phaseOf(row.status)] },
  { title: "Statut", width: 22, kind: "text", value: (row) => STATUS_LABEL[row.status] },
];

/** Exports the whole filtered list. */
export function exportOrders(
  services: Services,
  operator: Operator,
  query: OrderFilter & OrderSort,
): Promise<ExportedList> {
  const { sort: _sort, direction: _direction, ...filter } = query;
  return exportList(services, operator, {
    list: "orders",
    name: "Commandes",
    columns: COLUMNS,
    filter,
    count: () => countOrders(services.db, operator, filter),
    rows: (trx) => exportQuery(trx, operator, query),
  });
}

function exportQuery(db: Queryable, operator: Operator, query: OrderFilter & OrderSort) {
  return ordersWithNames(db)
    .select(["orders.number", "orders.portu_id", "orders.siren"])
    .select(["orders.holder_given_name", "orders.holder_family_name"])
    .select([
      sql<string | null>`orders.information #>> '{holder,email}'`.as("holder_email"),
      sql<string | null>`orders.information #>> '{holder,mobile}'`.as("holder_mobile"),
      sql<string | null>`orders.information #>> '{holder,address,city}'`.as("holder_city"),
    ])
    .select(["orders.created_at", "registration_authority.name as authority_name"])
    .select(["orders.type", "orders.process", "orders.status"])
    .where((builder) => builder.and(conditions(operator, query)))
    .orderBy(ordering(query));
}
