/** One certificate for each order: in the database, and at the authority. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IssuanceRecord } from "../../../neighbours/certification-authority/issuance-ledger.ts";
import type { Database } from "../../../server/platform/database.ts";

/** Each as a sentence. `dataDir` is that of the neighbours, whose authority keeps its own records. */
export async function faultsOfCertificates(db: Database, dataDir: string): Promise<string[]> {
  const issued = await issuedByAuthority(dataDir);
  const asked = await db
    .selectFrom("issuance")
    .leftJoin("certificate", "certificate.request_id", "issuance.request_id")
    .innerJoin("orders", "orders.number", "issuance.order_number")
    .select(["issuance.request_id", "issuance.order_number", "orders.status", "certificate.serial_number"])
    .execute();
  const byRequest = Map.groupBy(issued, ({ requestId }) => requestId);
  const faults = asked.flatMap(({ request_id, order_number, status, serial_number }) => {
    const serials = (byRequest.get(request_id) ?? []).map(({ serial }) => serial);
    const say = (what: string) => [`order ${order_number}: ${what}`];
    const isIssued = status === "toDeliver" || status === "delivered";
    if (serials.length > 1) return say(`${serials.length} certificates at the authority`);
    if (isIssued && !serial_number) return say("no certificate in the database");
    if (serial_number && !serials.some((serial) => isSameSerial(serial, serial_number)))
      return say("its certificate is not the authority's");
    if (!serial_number && serials.length > 0)
      return say("a certificate at the authority that nobody recorded");
    return [];
  });
  const twice = [...byRequest].filter(([, records]) => records.length > 1);
  return [
    ...faults,
    ...twice
      .filter(([requestId]) => !asked.some(({ request_id }) => request_id === requestId))
      .map(([requestId, records]) => `request ${requestId}: ${records.length} certificates at the authority`),
    ...(await orphans(db, issued)),
  ];
}

type Issued = Extract<IssuanceRecord, { outcome: "issued" }>;

async function issuedByAuthority(dataDir: string): Promise<Issued[]> {
  const text = await readFile(join(dataDir, "ca", "issued.log"), "utf8").catch(() => "");
  const records = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as IssuanceRecord);
  return records.filter((record) => record.outcome === "issued");
}

/** Those of orders have a bare UUID as their request; the service's and the provider's own name their purpose. */
async function orphans(db: Database, issued: readonly Issued[]): Promise<string[]> {
  const known = new Set(
    (await db.selectFrom("issuance").select("request_id").execute()).map(({ request_id }) => request_id),
  );
  const collections = new Set(
    (await db.selectFrom("signature_collection").select("ref").execute()).map(({ ref }) => ref),
  );
  return issued
    .filter(
      ({ requestId }) =>
        /^[\da-f-]{36}$/.test(requestId) && !known.has(requestId) && !collections.has(requestId),
    )
    .map(({ requestId }) => `request ${requestId}: a certificate of no order`);
}

const isSameSerial = (one: string, other: string) => BigInt(`0x${one}`) === BigInt(`0x${other}`);
