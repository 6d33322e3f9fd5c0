/** One order as its screen shows it (DETAIL-1 to DETAIL-5), with what the operator may do to it now. */
import { sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { phaseOf } from "../../domain/order/lifecycle.ts";
import type { OrderDetail, SupportingDocument } from "../../domain/order/order-detail.ts";
import { operationsFor } from "../../domain/order/order-policy.ts";
import { type HeldCertificate, priorityOf } from "../../domain/order/priority.ts";
import { missingPieces } from "../../domain/order/supporting-document.ts";
import type { Queryable } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";
import type { LoadedOrder } from "./order-store.ts";
import { readOrder } from "./read-order.ts";
import { certificateRenewedBy } from "./renewals.ts";

/** Throws `notFound` when there is no such order within the operator's perimeter. */
export async function orderDetail(
  services: Services,
  operator: Operator,
  number: number,
): Promise<OrderDetail> {
  const order = await readOrder(services, operator, number);
  const { db, clock } = services;
  const { row, pieces } = order;
  const certificate = await db
    .selectFrom("certificate")
    .select("number")
    .where("order_number", "=", number)
    .executeTakeFirst();
  const { priority } = priorityOf(row.status, await heldCertificates(db, row.subscriber_id), clock.now());
  const declaredIncompleteAt = await lastDeclaredIncomplete(db, number);
  const present = pieces.map((piece) => piece.kind);
  return {
    number: row.number,
    portuId: row.portu_id,
    version: row.version,
    process: row.process,
    type: row.type,
    medium: row.medium,
    status: row.status,
    phase: phaseOf(row.status),
    priority,
    createdAt: row.created_at.toISOString(),
    client: { code: row.client_code, name: row.client_name },
    registrationAuthority: { code: row.authority_code, name: row.authority_name },
    subscriber: subscriberOf(order),
    information: row.information,
    identityDocument: identityDocumentOf(order),
    supportingDocuments: pieces.map((piece) => ({
      id: piece.id,
      kind: piece.kind,
      fileName: piece.file_name,
      mediaType: piece.media_type,
      size: piece.size,
      uploadedAt: piece.uploaded_at.toISOString(),
      uploadedBy: piece.uploaded_by,
      isNew: declaredIncompleteAt !== undefined && piece.uploaded_at > declaredIncompleteAt,
      issuedOn: piece.issued_on,
      verdict: verdictOf(piece),
    })),
    missingPieces: row.process === "digital" ? missingPieces(row.information, present) : [],
    documentsToSign: documentsOf(order),
    collection: collectionOf(order),
    issuance: issuanceOf(order),
    certificateNumber: certificate?.number ?? null,
    renews: row.type === "renewal" ? ((await certificateRenewedBy(db, operator, number)) ?? null) : null,
    comments: await commentsOn(db, number),
    operations: operationsFor(operator.roles, order.state),
  };
}

function verdictOf(piece: LoadedOrder["pieces"][number]): SupportingDocument["verdict"] {
  const { verdict: outcome, judged_at: judgedAt } = piece;
  if (!outcome || !judgedAt) return null;
  const { verdict_reason: reason, verdict_remark: remark, judged_by_name: judgedBy } = piece;
  return { outcome, reason, remark, judgedBy: judgedBy ?? "", judgedAt: judgedAt.toISOString() };
}

/** When the order was last given back to its subscriber: what came since is new to the operator. */
async function lastDeclaredIncomplete(db: Queryable, number: number): Promise<Date | undefined> {
  const entry = await db
    .selectFrom("journal")
    .select("at")
    .where("order_number", "=", number)
    .where(sql`event ->> 'type'`, "=", "declaredIncomplete")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return entry?.at;
}

async function heldCertificates(db: Queryable, subscriberId: number): Promise<HeldCertificate[]> {
  const rows = await db
    .selectFrom("certificate")
    .select(["not_before", "not_after", "revoked_at"])
    .where("subscriber_id", "=", subscriberId)
    .execute();
  return rows.map((row) => ({
    notBefore: row.not_before,
    notAfter: row.not_after,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

function subscriberOf({ row }: LoadedOrder): OrderDetail["subscriber"] {
  return {
    accountId: row.account_id,
    familyName: row.family_name,
    givenName: row.given_name,
    email: row.subscriber_email,
    ...(row.subscriber_mobile ? { mobile: row.subscriber_mobile } : {}),
  };
}

function identityDocumentOf({ row }: LoadedOrder): OrderDetail["identityDocument"] {
  const { identity_document_type: type, identity_document_number: number } = row;
  const { identity_document_issued_on: issuedOn, identity_document_expires_on: expiresOn } = row;
  return type && number ? { type, number, issuedOn, expiresOn } : null;
}

/** Documents are on the screen while a collection holds them: a cancelled one's are gone with it. */
function documentsOf({ collection, documents }: LoadedOrder): OrderDetail["documentsToSign"] {
  if (!collection || collection.state === "cancelled") return [];
  return documents.map((document) => ({
    kind: document.kind,
    signatories: collection.signatories
      .filter((signatory) => document.signatories.includes(signatory.role))
      .map(({ role, givenName, familyName, signedAt, refusedAt }) => ({
        role,
        givenName,
        familyName,
        signedAt,
        refusedAt,
      })),
    signed: document.signed_sha256 !== null,
    validatedBy: document.validated_by_name,
    validatedAt: document.validated_at?.toISOString() ?? null,
  }));
}

function collectionOf({ collection }: LoadedOrder): OrderDetail["collection"] {
  if (!collection) return null;
  return {
    id: collection.id,
    state: collection.state,
    launchedAt: collection.launched_at.toISOString(),
    launchedBy: collection.launched_by_name,
    expiresAt: collection.expires_at.toISOString(),
    explanation: collection.explanation,
  };
}

function issuanceOf({ issuance }: LoadedOrder): OrderDetail["issuance"] {
  if (!issuance) return null;
  const { state, requested_at: requestedAt, explanation } = issuance;
  return { state, requestedAt: requestedAt.toISOString(), explanation };
}

async function commentsOn(db: Queryable, number: number): Promise<OrderDetail["comments"]> {
  const rows = await db
    .selectFrom("comment")
    .innerJoin("operator", "operator.id", "comment.operator_id")
    .select(["comment.at", "comment.text", "operator.display_name"])
    .where("order_number", "=", number)
    .orderBy("comment.id", "desc")
    .execute();
  return rows.map((row) => ({ at: row.at.toISOString(), author: row.display_name, text: row.text }));
}
