/** What the history of orders may say: each transition once, in the order of the lifecycle, nothing acknowledged missing. */
import type { Database } from "../../../server/platform/database.ts";
import { type Acknowledgement, lost } from "../support/acknowledged.ts";

/** Their order in the life of an order whose subscriber forgot nothing and whom nobody cancels. */
const STATUSES = ["incomplete", "toVerify", "signing", "toValidate", "toGenerate", "toDeliver", "delivered"];

type Entry = { order: number; event: Readonly<Record<string, unknown>> };

/** What happens once to an order, or once for each of what it names: to tell it twice is to have done it twice. */
const ONCE: Readonly<Record<string, string | undefined>> = {
  orderCreated: undefined,
  orderSubmitted: undefined,
  identityDocumentEntered: undefined,
  signatureCollectionLaunched: undefined,
  signatureCollectionCompleted: undefined,
  issuanceRequested: undefined,
  certificateGenerated: undefined,
  orderDelivered: undefined,
  pieceJudged: "kind",
  documentsSigned: "signatory",
  signaturesValidated: "document",
  notificationRequested: "text",
  mailSent: "messageId",
};

/** Each as a sentence. */
export async function faultsOfHistory(
  db: Database,
  acknowledged: readonly Acknowledgement[],
): Promise<string[]> {
  const rows = await db
    .selectFrom("journal")
    .select(["order_number", "event"])
    .where("order_number", "is not", null)
    .orderBy("id")
    .execute();
  const entries: Entry[] = rows.map(({ order_number, event }) => ({
    order: Number(order_number),
    event: { ...event },
  }));
  const statuses = new Map(
    (await db.selectFrom("orders").select(["number", "status"]).execute()).map(({ number, status }) => [
      number,
      status,
    ]),
  );
  const byOrder = Map.groupBy(entries, ({ order }) => order);
  return [
    ...lost(acknowledged, entries).map(
      ({ order, type, of }) =>
        `order ${order}: ${type} was acknowledged and is not there ${JSON.stringify(of)}`,
    ),
    ...[...byOrder].flatMap(([order, told]) => [
      ...faultsOfTransitions(order, told, statuses.get(order)),
      ...toldTwice(order, told),
    ]),
  ];
}

function faultsOfTransitions(order: number, told: readonly Entry[], now: string | undefined): string[] {
  const faults: string[] = [];
  let status = "incomplete";
  for (const { event } of told) {
    const { type, from, to } = event;
    if (to === undefined || from === to || !STATUSES.includes(String(to))) continue;
    if (from !== status) faults.push(`order ${order}: ${type} from ${from}, and it was ${status}`);
    if (STATUSES.indexOf(String(to)) !== STATUSES.indexOf(status) + 1)
      faults.push(`order ${order}: ${type} leads from ${status} to ${to}`);
    status = String(to);
  }
  if (status !== now) faults.push(`order ${order}: it is ${now}, and its history ends with ${status}`);
  return faults;
}

function toldTwice(order: number, told: readonly Entry[]): string[] {
  const keys = told.flatMap(({ event }) => {
    const type = String(event.type);
    if (!Object.hasOwn(ONCE, type)) return [];
    const of = ONCE[type];
    return [of ? `${type} ${event[of]}` : type];
  });
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...new Set(twice)].map((key) => `order ${order}: ${key} more than once`);
}
