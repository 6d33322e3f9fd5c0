/**
 * Job: has the certificate of a validated order issued, and records it. Whatever dies in between, the request's key
 * finds again what the authority issued: nothing is stuck and nothing is issued twice (FLOW-6).
 */

import { SYSTEM } from "../../domain/access/actor.ts";
import type { ConnectorRefusal, IssuanceExplanation } from "../../domain/order/explanation.ts";
import { storableText } from "../../domain/order/fields.ts";
import { operate, type Step } from "../order/operate.ts";
import { notifyChangeOf } from "../order/order-notices.ts";
import { REFRESH_STANDING } from "../order/queues.ts";
import { inTransaction } from "../platform/database.ts";
import { ProblemError } from "../platform/errors.ts";
import type { IssuedCertificate } from "../ports/certification-authority.ts";
import type { Services } from "../ports/services.ts";
import { approvedSubject } from "./approved-subject.ts";
import { checkIssued, UnexpectedCertificateError } from "./check-issued.ts";
import { recordKeyContainer, sealKeyContainer } from "./key-container.ts";
import { nameAsText, type ReadCertificate, readCertificate } from "./read-certificate.ts";
import { requestToDer } from "./read-request.ts";

/** Runs the request. Throws when the authority cannot be reached or has not decided: the job is tried again. */
export async function issueCertificate(services: Services, requestId: string): Promise<void> {
  // 1. Claim: from here on the order cannot be cancelled, since the authority may be issuing.
  const request = await claim(services, requestId);
  if (!request) return;
  const csr = request.certificate_request ? requestToDer(request.certificate_request) : undefined;
  const subject = approvedSubject(request.number, request.information);

  // 2. Ask, or find what a process that died had asked.
  const authority = services.certificationAuthority;
  const ask = async () =>
    (await authority.findByRequestId(requestId)) ??
    (await authority.enroll({ requestId, profile: request.medium, subject, ...(csr ? { csr } : {}) }));
  const answer = await ask().catch((error: unknown) =>
    noteAndThrow(services, requestId, "authorityUnreachable", error),
  );
  if (answer.state === "pending")
    return noteAndThrow(
      services,
      requestId,
      "authorityUndecided",
      new Error("the authority has not decided yet"),
    );
  if (answer.state === "rejected")
    return recordRejection(services, request.number, requestId, explained(answer.reason));

  // 3. Believe nothing unchecked, then record all at once.
  try {
    const at = services.clock.now();
    const certificate = checkIssued(answer, { subject, csr, at });
    await recordCertificate(services, request.number, requestId, answer, certificate);
  } catch (error) {
    if (!(error instanceof UnexpectedCertificateError)) throw error;
    await authority.revoke(readCertificate(answer.certificate).serialNumber, "superseded");
    await recordRejection(services, request.number, requestId, {
      code: "unexpectedCertificate",
      params: { wrong: error.wrong },
    });
  }
}

/** One conditional UPDATE: no row means that there is nothing to do any more (done, refused, or order cancelled). */
async function claim(services: Services, requestId: string) {
  const { db } = services;
  await db
    .updateTable("issuance")
    .set({ state: "underWay" })
    .where("request_id", "=", requestId)
    .where("state", "=", "requested")
    .where((where) =>
      where.exists(
        where
          .selectFrom("orders")
          .select("orders.number")
          .whereRef("orders.number", "=", "issuance.order_number")
          .where("orders.status", "=", "toGenerate")
          // Waits for a cancellation under way, and is waited for by the next one.
          .forNoKeyUpdate(),
      ),
    )
    .execute();
  return db
    .selectFrom("issuance")
    .innerJoin("orders", "orders.number", "issuance.order_number")
    .select(["orders.number", "orders.information", "orders.medium", "orders.certificate_request"])
    .where("issuance.request_id", "=", requestId)
    .where("issuance.state", "=", "underWay")
    .executeTakeFirst();
}

/** Says on the order why it waits; the job is tried again. */
async function noteAndThrow(
  services: Services,
  requestId: string,
  code: "authorityUnreachable" | "authorityUndecided",
  error: unknown,
): Promise<never> {
  await inTransaction(services.db, async (trx) => {
    const { order_number } = await trx
      .updateTable("issuance")
      .set({ explanation: asJson({ code }) })
      .where("request_id", "=", requestId)
      .returning("order_number")
      .executeTakeFirstOrThrow();
    await notifyChangeOf(trx, order_number);
  });
  throw error;
}

/** The authority's own words are kept as they are; what its connector found has a code already. */
const explained = (reason: string | ConnectorRefusal): IssuanceExplanation =>
  typeof reason === "string" ? { code: "quoted", params: { text: storableText(reason) } } : reason;

const asJson = (explanation: IssuanceExplanation) => JSON.stringify(explanation);

function recordRejection(
  services: Services,
  number: number,
  requestId: string,
  reason: IssuanceExplanation,
): Promise<void> {
  return operate(services, SYSTEM, { number }, "recordIssuanceRejected", async ({ trx }) => {
    await trx
      .updateTable("issuance")
      .set({ state: "failed", explanation: asJson(reason) })
      .where("request_id", "=", requestId)
      .execute();
    return { change: {}, events: [{ type: "issuanceRejected", requestId, reason }] };
  });
}

async function recordCertificate(
  services: Services,
  number: number,
  requestId: string,
  issued: IssuedCertificate,
  certificate: ReadCertificate,
): Promise<void> {
  const container = issued.keyContainer && (await sealKeyContainer(services, issued.keyContainer));
  try {
    await operate(services, SYSTEM, { number }, "recordCertificate", async (step) => {
      const certificateNumber = await insertCertificate(step, requestId, issued, certificate);
      await step.trx
        .updateTable("issuance")
        .set({ state: "issued", explanation: null })
        .where("request_id", "=", requestId)
        .execute();
      await services.jobs.enqueue(step.trx, REFRESH_STANDING, {
        subscriberId: step.order.row.subscriber_id,
      });
      if (container) await recordKeyContainer(services, step, certificateNumber, container);
      return {
        events: [
          {
            type: "certificateGenerated",
            from: step.order.row.status,
            to: step.next,
            certificateNumber,
            serialNumber: certificate.serialNumber,
            subjectDn: nameAsText(certificate.subject),
          },
        ],
      };
    });
  } catch (error) {
    // Another process recorded it first: the order is already further.
    if (error instanceof ProblemError && error.code === "outOfTurn") return;
    throw error;
  }
}

async function insertCertificate(
  { order: { row }, trx, at }: Step,
  requestId: string,
  issued: IssuedCertificate,
  certificate: ReadCertificate,
): Promise<number> {
  const { holder } = row.information;
  const inserted = await trx
    .insertInto("certificate")
    .values({
      order_number: row.number,
      request_id: requestId,
      registration_authority_id: row.registration_authority_id,
      client_id: row.client_id,
      subscriber_id: row.subscriber_id,
      medium: row.medium,
      holder: `${holder.givenName} ${holder.familyName}`,
      serial_number: certificate.serialNumber,
      issuer_dn: nameAsText(certificate.issuer),
      subject_dn: nameAsText(certificate.subject),
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      der: Buffer.from(issued.certificate),
      chain: issued.chain.map((der) => Buffer.from(der)),
      generated_at: at,
    })
    .returning("number")
    .executeTakeFirstOrThrow();
  return inserted.number;
}
