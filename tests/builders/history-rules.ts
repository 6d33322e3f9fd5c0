/** What the history of an order may say, written from FLOW and HISTORY-1, not from the code that writes it. */
import { expect } from "vitest";
import type { JournalEvent, JournalEventType } from "../../domain/journal/journal.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { OPERATOR_OPERATIONS, type OperatorOperation } from "../../domain/order/order-policy.ts";
import type { Attempt } from "./operations-world.ts";

type Rule = {
  /** The statuses in which it may happen, each with those that it may lead to. */
  steps: Partial<Record<OrderStatus, OrderStatus[]>>;
  digitalOnly?: true;
};

const OPEN: OrderStatus[] = [
  "incomplete",
  "toVerify",
  "signing",
  "toValidate",
  "toGenerate",
  "toDeliver",
  "delivered",
];
const staying = (...statuses: OrderStatus[]): Rule => ({
  steps: Object.fromEntries(statuses.map((status) => [status, [status]])),
});
const anywhere = staying(...OPEN, "cancelled");
const leading = (from: OrderStatus, ...to: OrderStatus[]): Rule => ({ steps: { [from]: to } });
const digital = (rule: Rule): Rule => ({ ...rule, digitalOnly: true });

const RULES: Partial<Record<JournalEventType, Rule>> = {
  orderCreated: staying("incomplete"),
  pieceUploaded: staying("incomplete", "toVerify"),
  orderSubmitted: digital(leading("incomplete", "toVerify")),
  informationModified: staying("incomplete", "toVerify"),
  identityDocumentEntered: staying("incomplete", "toVerify"),
  pieceJudged: staying("incomplete", "toVerify"),
  attachmentAdded: staying(...OPEN),
  commentAdded: anywhere,
  notificationRequested: digital(anywhere),
  notificationResent: digital(anywhere),
  mailSent: anywhere,
  mailFailed: anywhere,
  declaredIncomplete: digital(leading("toVerify", "incomplete")),
  signatureCollectionLaunched: digital({ steps: { toVerify: ["signing"], signing: ["signing"] } }),
  signatoriesReminded: digital(staying("signing")),
  documentsSigned: digital(staying("signing")),
  signatureCollectionCancelled: digital(leading("signing", "toVerify")),
  signatureCollectionCompleted: digital(leading("signing", "toValidate")),
  signatureCollectionStopped: digital(staying("signing")),
  signaturesValidated: digital(leading("toValidate", "toValidate", "toGenerate")),
  paperOrderValidated: leading("incomplete", "toGenerate"),
  issuanceRequested: staying("toGenerate"),
  issuanceRejected: staying("toGenerate"),
  certificateGenerated: leading("toGenerate", "toDeliver"),
  handoverReportGenerated: staying("toDeliver"),
  orderDelivered: leading("toDeliver", "delivered"),
  orderCancelled: {
    steps: Object.fromEntries(
      OPEN.slice(0, 5).map((status): [OrderStatus, OrderStatus[]] => [status, ["cancelled"]]),
    ),
  },
};

/** The one entry that an operation leaves in its operator's name. */
const ENTRY_OF: Record<OperatorOperation, JournalEventType> = {
  modifyInformation: "informationModified",
  setIdentityDocument: "identityDocumentEntered",
  judgePiece: "pieceJudged",
  addAttachment: "attachmentAdded",
  comment: "commentAdded",
  notify: "notificationRequested",
  declareIncomplete: "notificationRequested",
  resendNotification: "notificationResent",
  launchSignatureCollection: "signatureCollectionLaunched",
  cancelSignatureCollection: "signatureCollectionCancelled",
  remindSignatories: "signatoriesReminded",
  validateSignatures: "signaturesValidated",
  validatePaperOrder: "paperOrderValidated",
  retryIssuance: "issuanceRequested",
  generateHandoverReport: "handoverReportGenerated",
  deliver: "orderDelivered",
  cancel: "orderCancelled",
};

/** The operations that the status alone does not exclude. */
export function operationsLikelyIn(status: OrderStatus): OperatorOperation[] {
  return OPERATOR_OPERATIONS.filter((operation) => RULES[ENTRY_OF[operation]]?.steps[status]);
}

type Entry = { event: JournalEvent; actor_name: string };

/** The entries are a way through the lifecycle that ends where the order stands, with one for each operation done. */
export function expectHistoryOf(order: {
  status: OrderStatus;
  isPaper: boolean;
  entries: Entry[];
  attempts: Attempt[];
}): void {
  const events = order.entries.map(({ event }) => event);
  expectPath(events, order.status, order.isPaper);
  expectOneEntryEach(order.entries, order.attempts);
  expectNothingTwice(events);
}

function expectPath(events: JournalEvent[], status: OrderStatus, isPaper: boolean): void {
  expect(events[0]?.type).toBe("orderCreated");
  let at: OrderStatus = "incomplete";
  const way: string[] = [at];
  for (const event of events) {
    const rule = RULES[event.type];
    const step = statusStep(event);
    if (step) expect([event.type, step.from]).toEqual([event.type, at]);
    const to: OrderStatus = step?.to ?? at;
    way.push(`${event.type} ${to}`);
    expect(rule?.steps[at] ?? [], way.join(" › ")).toContain(to);
    expect(isPaper && rule?.digitalOnly === true, way.join(" › ")).toBe(false);
    at = to;
  }
  expect(at, way.join(" › ")).toBe(status);
}

/** The statuses that an entry names, if it is of those that change it. */
function statusStep(event: JournalEvent): { from: OrderStatus; to: OrderStatus } | undefined {
  if (!("from" in event && "to" in event)) return undefined;
  const { from, to } = event;
  return typeof from === "string" && typeof to === "string" ? { from, to } : undefined;
}

/** Each operation that was done stands in the history once, in its operator's name; those refused do not. */
function expectOneEntryEach(entries: Entry[], attempts: Attempt[]): void {
  const tally = (lines: string[]) =>
    Object.fromEntries([...Map.groupBy(lines, (line) => line)].map(([line, all]) => [line, all.length]));
  const operators = new Set(attempts.map(({ person }) => person.displayName));
  const own = new Set<string>(Object.values(ENTRY_OF));
  const done = attempts.filter(({ answer }) => answer.status === 200);
  const written = entries.filter(
    // Validating the last document asks for the certificate too.
    ({ event, actor_name }) =>
      operators.has(actor_name) && own.has(event.type) && !followsValidation(event, entries),
  );
  expect(tally(written.map(({ event, actor_name }) => `${actor_name} ${event.type}`))).toEqual(
    tally(done.map(({ person, operation }) => `${person.displayName} ${ENTRY_OF[operation]}`)),
  );
}

const followsValidation = (event: JournalEvent, entries: Entry[]): boolean => {
  const before = entries[entries.findIndex((entry) => entry.event === event) - 1]?.event;
  return (
    event.type === "issuanceRequested" &&
    (before?.type === "paperOrderValidated" ||
      (before?.type === "signaturesValidated" && before.to === "toGenerate"))
  );
};

function expectNothingTwice(events: JournalEvent[]): void {
  const count = (type: JournalEventType) => events.filter((event) => event.type === type).length;
  expect(count("certificateGenerated")).toBeLessThanOrEqual(1);
  const sent = events.flatMap((event) => (event.type === "mailSent" ? [event.messageId] : []));
  expect(new Set(sent).size).toBe(sent.length);
  const requested = events.flatMap((event) =>
    event.type === "notificationRequested" ? [event.messageId] : [],
  );
  for (const messageId of requested) expect(sent).toContain(messageId);
  const purposes = (purpose: string) =>
    events.filter((event) => event.type === "mailSent" && event.purpose === purpose).length;
  expect(purposes("toVerify")).toBe(count("orderSubmitted"));
  expect(purposes("toValidate")).toBe(count("signatureCollectionCompleted"));
}
