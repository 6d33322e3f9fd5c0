/**
 * One order through its whole life, as the people around it take it there: whoever is answered an error looks at the order,
 * and does it again if it is not done.
 */
import type { OrderDetail } from "../../../domain/order/order-detail.ts";
import { anOrder, TINY_PDF } from "../../builders/orders.ts";
import type { Answered, Office } from "./office.ts";
import { patiently } from "./patience.ts";
import { signAs } from "./signatory.ts";

const PIECES = [
  "organizationId",
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
  "paymentProof",
];

export type WalkOptions = {
  /** Where the walk ends. */
  upTo?: OrderDetail["status"];
  medium?: "token" | "software";
};

/** Brings an order in and takes it to its end. Gives its number; throws when something is not done in spite of all patience. */
export async function walk(
  office: Office,
  { upTo = "delivered", medium = "token" }: WalkOptions = {},
): Promise<number> {
  const { number, portuId } = await bringIn(office, medium);
  if (upTo === "incomplete") return number;
  await submit(office, number, portuId);
  if (upTo === "toVerify") return number;
  await verify(office, number);
  await notify(office, number);
  await launch(office, number);
  if (upTo === "signing") return number;
  await sign(office, number);
  if (upTo === "toValidate") return number;
  await validate(office, number);
  if (upTo === "toGenerate") return number;
  await patiently(`issuance of ${number}`, async () => (await look(office, number))?.status === "toDeliver");
  if (upTo === "toDeliver") return number;
  await deliver(office, number);
  return number;
}

/** The order as its screen shows it; undefined when nobody answers. */
export async function look(office: Office, number: number): Promise<OrderDetail | undefined> {
  const answer = await office.ask("GET", `/api/orders/${number}`);
  return answer.status === 200 ? (answer.body as unknown as OrderDetail) : undefined;
}

/** What its history says of this kind. */
export async function told(office: Office, number: number, type: string): Promise<Record<string, unknown>[]> {
  const { body } = await office.ask("GET", `/api/orders/${number}/history`);
  const entries = (body.list ?? []) as { event: Record<string, unknown> }[];
  return entries.map(({ event }) => event).filter((event) => event.type === type);
}

async function bringIn(
  office: Office,
  medium: "token" | "software",
): Promise<{ number: number; portuId: number }> {
  const order = anOrder({ medium });
  const mails = (who: string) => `${who}-${order.portuId}@example.org`;
  order.information.holder.email = mails("holder");
  if (order.information.legalRepresentative)
    order.information.legalRepresentative.email = mails("representative");
  if (order.information.certificationAgent) order.information.certificationAgent.email = mails("agent");
  let number = 0;
  await patiently(`creation of ${order.portuId}`, async () => {
    const headers = { "idempotency-key": `key-${order.portuId}` };
    const { status, body } = await office.intake("POST", "/orders", { json: order, headers });
    if (status === 200) number = Number(body.number);
    return status === 200;
  });
  office.acknowledged.add(number, "orderCreated");
  return { number, portuId: order.portuId };
}

async function submit(office: Office, number: number, portuId: number): Promise<void> {
  for (const kind of PIECES)
    await patiently(
      `${kind} of ${number}`,
      async () => {
        const seen = await office.intake("GET", `/orders/${portuId}`);
        if (seen.status !== 200) return false;
        if (!(seen.body.missingPieces as string[]).includes(kind)) return true;
        const headers = { "x-file-name": `${kind}.pdf` };
        const sent = await office.intake("PUT", `/orders/${portuId}/pieces/${kind}`, {
          file: new Uint8Array(TINY_PDF),
          headers,
        });
        if (sent.status === 200) office.acknowledged.add(number, "pieceUploaded", { kind });
        return false;
      },
      0,
    );
  await patiently(`submission of ${number}`, async () => {
    const seen = await office.intake("GET", `/orders/${portuId}`);
    if (seen.status !== 200) return false;
    if (seen.body.status !== "incomplete") return true;
    const sent = await office.intake("POST", `/orders/${portuId}/submission`);
    if (sent.status === 200) office.acknowledged.add(number, "orderSubmitted");
    return false;
  });
}

/** Does what `next` says until it says that nothing is left to do. */
async function work(
  office: Office,
  number: number,
  what: string,
  next: (order: OrderDetail) => undefined | (() => Promise<Answered>),
  done: { type: string; of?: (order: OrderDetail) => Record<string, unknown> },
): Promise<void> {
  await patiently(
    `${what} of ${number}`,
    async () => {
      const order = await look(office, number);
      if (!order) return false;
      const act = next(order);
      if (!act) return true;
      const of = done.of?.(order) ?? {};
      if ((await act()).status === 200) office.acknowledged.add(number, done.type, of);
      return false;
    },
    50,
  );
}

async function verify(office: Office, number: number): Promise<void> {
  const path = `/api/orders/${number}`;
  const toJudge = (order: OrderDetail) => order.supportingDocuments.find(({ verdict }) => !verdict);
  await work(
    office,
    number,
    "verdicts",
    (order) => {
      const piece = toJudge(order);
      const json = { version: order.version, verdict: { outcome: "compliant" } };
      return piece && (() => office.ask("PUT", `${path}/supporting-documents/${piece.id}/verdict`, { json }));
    },
    { type: "pieceJudged", of: (order) => ({ kind: toJudge(order)?.kind }) },
  );
  const identityDocument = { type: "nationalIdentityCard", number: "1234856798" };
  await work(
    office,
    number,
    "identity document",
    ({ version, identityDocument: entered }) =>
      entered
        ? undefined
        : () => office.ask("PUT", `${path}/identity-document`, { json: { version, identityDocument } }),
    { type: "identityDocumentEntered" },
  );
}

async function notify(office: Office, number: number): Promise<void> {
  const text = `Bonjour, un mot sur la commande ${number}.`;
  await patiently(`notification of ${number}`, async () => {
    const order = await look(office, number);
    if (!order) return false;
    // Whoever does not know whether it was done does not do it again.
    const requested = await told(office, number, "notificationRequested");
    if (!requested) return false;
    if (requested.some((event) => event.text === text)) return true;
    const json = { version: order.version, template: "free", text, declareIncomplete: false };
    const sent = await office.ask("POST", `/api/orders/${number}/notifications`, { json });
    if (sent.status === 200) office.acknowledged.add(number, "notificationRequested", { text });
    return false;
  });
}

const launch = (office: Office, number: number) =>
  work(
    office,
    number,
    "launch",
    ({ status, version }) =>
      status === "toVerify"
        ? () => office.ask("POST", `/api/orders/${number}/signature-collection`, { json: { version } })
        : undefined,
    { type: "signatureCollectionLaunched" },
  );

async function sign(office: Office, number: number): Promise<void> {
  const { mail } = office.installation;
  for (const role of ["holder", "agent", "representative"] as const) await signAs(mail, number, role);
  await patiently(
    `collection of ${number}`,
    async () => (await look(office, number))?.status === "toValidate",
  );
}

const validate = (office: Office, number: number) => {
  const toValidate = (order: OrderDetail) => order.documentsToSign.find(({ validatedAt }) => !validatedAt);
  return work(
    office,
    number,
    "validation",
    (order) => {
      const document = order.status === "toValidate" ? toValidate(order) : undefined;
      const json = { version: order.version };
      return (
        document &&
        (() =>
          office.ask("POST", `/api/orders/${number}/documents-to-sign/${document.kind}/validation`, { json }))
      );
    },
    { type: "signaturesValidated", of: (order) => ({ document: toValidate(order)?.kind }) },
  );
};

const deliver = (office: Office, number: number) =>
  work(
    office,
    number,
    "delivery",
    ({ status, version }) =>
      status === "toDeliver"
        ? () => office.ask("POST", `/api/orders/${number}/delivery`, { json: { version } })
        : undefined,
    { type: "orderDelivered" },
  );
