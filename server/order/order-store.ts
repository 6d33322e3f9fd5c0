/** Loads one order as the rules and the screens need it, and writes its changes. */
import { sql } from "kysely";
import type { Perimeter } from "../../domain/access/perimeter.ts";
import type { CollectionState } from "../../domain/order/collection.ts";
import { DOCUMENT_TO_SIGN_KINDS } from "../../domain/order/document-to-sign.ts";
import type { CollectionStanding, OrderState, VerdictStanding } from "../../domain/order/lifecycle.ts";
import type { IdentityDocumentType, OrderInformation, OrderStatus } from "../../domain/order/order.ts";
import { isPending } from "../../domain/order/priority.ts";
import {
  mandatoryPieces,
  missingPieces,
  type SupportingDocumentKind,
} from "../../domain/order/supporting-document.ts";
import type { Verdict } from "../../domain/order/verdict.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import { OVER } from "./priority-store.ts";
import { withinPerimeter } from "./within-perimeter.ts";

const STANDING: Record<CollectionState, CollectionStanding> = {
  creating: "open",
  open: "open",
  completed: "completed",
  refused: "stopped",
  expired: "stopped",
  failed: "stopped",
  cancelled: "cancelled",
};

export type LoadedOrder = NonNullable<Awaited<ReturnType<typeof loadOrder>>>;

/**
 * The order with its pieces, its latest collection and its issuance, or undefined when there is none within the
 * perimeter. With `lock`, nobody else changes the order until the transaction ends.
 */
export async function loadOrder(
  db: Queryable,
  perimeter: Perimeter,
  number: number,
  options: { lock: boolean } = { lock: false },
) {
  const row = await orderRow(db, perimeter, number, options.lock);
  if (!row) return undefined;
  const pieces = await piecesOf(db, number);
  const collection = await latestCollection(db, number);
  const documents = collection ? await documentsOf(db, collection.id) : [];
  const issuance = await issuanceOf(db, number);

  const present = pieces.map((piece) => piece.kind);
  const state: OrderState = {
    process: row.process,
    status: row.status,
    missingPieces: missingPieces(row.information, present).length > 0,
    verdicts: verdictStanding(row.information, pieces),
    identityDocumentEntered: row.identity_document_number !== null,
    collection: collection ? STANDING[collection.state] : "none",
    issuance: issuance?.state ?? "none",
    documentsToValidate: documents.filter(({ validated_at }) => !validated_at).map(({ kind }) => kind),
  };
  return { row, pieces, collection, documents, issuance, state };
}

function orderRow(db: Queryable, perimeter: Perimeter, number: number, lock: boolean) {
  const query = db
    .selectFrom("orders")
    .innerJoin("registration_authority", "registration_authority.id", "orders.registration_authority_id")
    .innerJoin("client", "client.id", "orders.client_id")
    .innerJoin("subscriber", "subscriber.id", "orders.subscriber_id")
    .selectAll("orders")
    .select([
      "registration_authority.code as authority_code",
      "registration_authority.name as authority_name",
    ])
    .select(["client.code as client_code", "client.name as client_name"])
    .select(["subscriber.account_id", "subscriber.family_name", "subscriber.given_name"])
    .select(["subscriber.email as subscriber_email", "subscriber.mobile as subscriber_mobile"])
    .where("orders.number", "=", number)
    .where(withinPerimeter(perimeter, "orders"));
  // Not FOR UPDATE: an entry of the journal, which a mail or a reading adds without it, takes a key share of the order's row
  // while it holds the journal's head, for which this transaction will wait.
  return (lock ? query.forNoKeyUpdate("orders") : query).executeTakeFirst();
}

/** The pieces that count, with who judged them. */
function piecesOf(db: Queryable, number: number) {
  return db
    .selectFrom("supporting_document")
    .leftJoin("operator", "operator.id", "supporting_document.judged_by")
    .selectAll("supporting_document")
    .select("operator.display_name as judged_by_name")
    .where("order_number", "=", number)
    .where("replaced_at", "is", null)
    .orderBy("supporting_document.id")
    .execute();
}

function latestCollection(db: Queryable, number: number) {
  return db
    .selectFrom("signature_collection")
    .innerJoin("operator", "operator.id", "signature_collection.launched_by")
    .selectAll("signature_collection")
    .select("operator.display_name as launched_by_name")
    .where("order_number", "=", number)
    .orderBy("launched_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** As launching wrote them, whatever signing and validating moved since. */
function documentsOf(db: Queryable, collectionId: string) {
  return db
    .selectFrom("document_to_sign")
    .leftJoin("operator", "operator.id", "document_to_sign.validated_by")
    .selectAll("document_to_sign")
    .select("operator.display_name as validated_by_name")
    .where("collection_id", "=", collectionId)
    .orderBy(sql`array_position(${sql.val([...DOCUMENT_TO_SIGN_KINDS])}::text[], document_to_sign.kind)`)
    .execute();
}

function issuanceOf(db: Queryable, number: number) {
  return db.selectFrom("issuance").selectAll().where("order_number", "=", number).executeTakeFirst();
}

function verdictStanding(
  information: OrderInformation,
  pieces: readonly { kind: SupportingDocumentKind; verdict: Verdict["outcome"] | null }[],
): VerdictStanding {
  const mandatory = mandatoryPieces(information);
  const verdicts = pieces.filter(({ kind }) => mandatory.includes(kind)).map(({ verdict }) => verdict);
  if (verdicts.includes("nonCompliant")) return "nonCompliant";
  return verdicts.includes(null) ? "notJudged" : "compliant";
}

/** What an operation may change in the order's own row. */
export type OrderChange = {
  status?: OrderStatus;
  information?: OrderInformation;
  identityDocument?: {
    type: IdentityDocumentType;
    number: string;
    issuedOn: string | null;
    expiresOn: string | null;
  };
};

/**
 * Writes a change if the order still stands at `version`, and gives it the next one. False means that somebody was
 * faster: nothing was written.
 */
export async function updateOrder(
  trx: Transaction,
  order: { number: number; version: number },
  change: OrderChange,
): Promise<boolean> {
  const result = await trx
    .updateTable("orders")
    .set({
      version: order.version + 1,
      ...(change.status ? { status: change.status } : {}),
      ...(change.status && !isPending(change.status) ? OVER : {}),
      ...(change.information ? { information: JSON.stringify(change.information) } : {}),
      ...(change.identityDocument
        ? {
            identity_document_type: change.identityDocument.type,
            identity_document_number: change.identityDocument.number,
            identity_document_issued_on: change.identityDocument.issuedOn,
            identity_document_expires_on: change.identityDocument.expiresOn,
          }
        : {}),
    })
    .where("number", "=", order.number)
    .where("version", "=", order.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
