/** Everything the portal computes about an order's data. Nothing of it is stored: it is true of the data as they stand. */
import { sql } from "kysely";
import type { Operator } from "../../domain/access/actor.ts";
import { type Check, type CheckPlace, checkOf } from "../../domain/verification/check.ts";
import { emailForm, phoneForm } from "../../domain/verification/contact.ts";
import { identityValidity } from "../../domain/verification/identity-validity.ts";
import { organizationProof } from "../../domain/verification/organization-proof.ts";
import {
  dayOfSubmission,
  dayOfVerification,
  type OrderTimes,
} from "../../domain/verification/reference-day.ts";
import { sirenKey } from "../../domain/verification/siren-key.ts";
import { type LoadedOrder, loadOrder } from "../order/order-store.ts";
import type { Queryable } from "../platform/database.ts";
import { notFound } from "../platform/errors.ts";
import type { Services } from "../ports/services.ts";
import { readPhone } from "./read-phone.ts";
import { sameNumberElsewhere } from "./same-number.ts";

/** Throws `notFound` when there is no such order within the operator's perimeter. */
export async function orderChecks(
  { db, clock }: Services,
  operator: Operator,
  number: number,
): Promise<Check[]> {
  const order = await loadOrder(db, operator.perimeter, number);
  if (!order) throw notFound();
  const times = await timesOf(db, order);
  const proof = order.pieces.find(({ kind }) => kind === "organizationId");
  return [
    checkOf("organization.siren", sirenKey(order.row.information.organization.siren)),
    ...(proof
      ? [checkOf("organizationId", organizationProof(proof.issued_on, dayOfSubmission(times, clock.now())))]
      : []),
    ...(await identityDocumentChecks(db, operator, order, times, clock.now())),
    ...contactChecks(order),
  ];
}

/** When the order was made and last sent. */
export async function timesOf(db: Queryable, { row }: LoadedOrder): Promise<OrderTimes> {
  const submission = await db
    .selectFrom("journal")
    .select("at")
    .where("order_number", "=", row.number)
    .where(sql`event ->> 'type'`, "=", "orderSubmitted")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const { process, status, created_at: createdAt } = row;
  return { process, status, createdAt, submittedAt: submission?.at };
}

async function identityDocumentChecks(
  db: Queryable,
  operator: Operator,
  { row }: LoadedOrder,
  times: OrderTimes,
  now: Date,
): Promise<Check[]> {
  const { identity_document_type: type, identity_document_number: documentNumber } = row;
  if (!type || !documentNumber) return [];
  const dates = { issuedOn: row.identity_document_issued_on, expiresOn: row.identity_document_expires_on };
  const { familyName, givenName } = row.information.holder;
  const elsewhere = { number: row.number, documentNumber, familyName, givenName };
  return [
    identityValidity({ type, number: documentNumber, ...dates }, dayOfVerification(times, now)),
    await sameNumberElsewhere(db, operator.perimeter, elsewhere),
  ].map((finding) => checkOf("identityDocument", finding));
}

function contactChecks({ row }: LoadedOrder): Check[] {
  const { holder, legalRepresentative, certificationAgent } = row.information;
  const email = (about: CheckPlace, value: string) => checkOf(about, emailForm(value));
  const phone = (about: CheckPlace, value: string) => checkOf(about, phoneForm(readPhone(value)));
  const checks = [
    email("holder.email", holder.email),
    phone("holder.mobile", holder.mobile),
    (holder.otpContact.includes("@") ? email : phone)("holder.otpContact", holder.otpContact),
    email("subscriber.email", row.subscriber_email),
  ];
  if (row.subscriber_mobile) checks.push(phone("subscriber.mobile", row.subscriber_mobile));
  if (legalRepresentative)
    checks.push(
      email("legalRepresentative.email", legalRepresentative.email),
      phone("legalRepresentative.mobile", legalRepresentative.mobile),
    );
  if (certificationAgent)
    checks.push(
      email("certificationAgent.email", certificationAgent.email),
      phone("certificationAgent.mobile", certificationAgent.mobile),
    );
  return checks;
}
