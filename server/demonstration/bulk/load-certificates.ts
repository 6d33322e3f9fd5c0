/** The certificates of a load, worked out by the database from the orders that it has just been given. */
import { sql } from "kysely";
import type { OrderStatus } from "../../../domain/order/order.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Load } from "./load-orders.ts";
import type { SpecimenCertificate } from "./specimen-certificate.ts";

const GENERATED: OrderStatus[] = ["toDeliver", "delivered"];
const FAILED = "Données de charge : aucune demande n’est partie.";
const DAYS_TO_ISSUE = 9;
const REVOKED_PER_THOUSAND = 30;

/**
 * One issuance and one certificate for each generated order: three years on a token, one in software. An order that is
 * to generate gets a request that failed, so that an operator can ask again.
 */
export async function loadCertificates(
  trx: Transaction,
  { seed, now }: Load,
  { der, chain, issuerDn }: SpecimenCertificate,
): Promise<void> {
  await sql`
    INSERT INTO issuance (request_id, order_number, state, requested_at, message)
    SELECT md5(${`${seed} `} || number)::uuid, number,
      CASE WHEN status = ANY(${GENERATED}::text[]) THEN 'issued' ELSE 'failed' END, created_at,
      CASE WHEN status = 'toGenerate' THEN ${FAILED} END
    FROM orders WHERE status = ANY(${[...GENERATED, "toGenerate"]}::text[]) ORDER BY number`.execute(trx);
  // 31 bits of chance by order and purpose, as a share between 0 and 1.
  const chance = (purpose: number) =>
    sql`((hashint8extended(o.number, ${seed * 10 + purpose}) & 2147483647) / 2147483648.0::float8)`;
  // What bounds an instant is the load's own present: nothing happens after it.
  const share = (of: ReturnType<typeof chance>, from: string, days: number) =>
    sql`${sql.ref(from)} + ${of} * least(make_interval(days => ${days}), ${now} - ${sql.ref(from)})`;
  await sql`
    INSERT INTO certificate (order_number, request_id, registration_authority_id, client_id, subscriber_id, medium,
      holder, serial_number, issuer_dn, subject_dn, not_before, not_after, revoked_at, revocation_reason, der, chain,
      generated_at)
    SELECT o.number, i.request_id, o.registration_authority_id, o.client_id, o.subscriber_id, o.medium,
      o.holder_given_name || ' ' || o.holder_family_name, md5('n' || ${seed} || ' ' || o.number), ${issuerDn},
      'C=FR, O=' || (o.information #>> '{organization,name}')
        || ', CN=' || o.holder_given_name || ' ' || o.holder_family_name || ', serialNumber=' || o.number,
      began.at, ends.at, CASE WHEN revoked.really THEN revoked.at END,
      CASE WHEN revoked.really THEN 'keyCompromise' END, ${der}, ${chain}::bytea[], began.at
    FROM orders o
    JOIN issuance i ON i.order_number = o.number AND i.state = 'issued'
    CROSS JOIN LATERAL (
      SELECT date_trunc('second', ${share(chance(1), "o.created_at", DAYS_TO_ISSUE)}) AS at
    ) began
    CROSS JOIN LATERAL (
      SELECT began.at + make_interval(years => CASE o.medium WHEN 'token' THEN 3 ELSE 1 END) AS at
    ) ends
    CROSS JOIN LATERAL (
      SELECT ${chance(2)} * 1000 < ${REVOKED_PER_THOUSAND} AS really, ${share(chance(3), "began.at", 360)} AS at
    ) revoked
    ORDER BY began.at, o.number`.execute(trx);
}
