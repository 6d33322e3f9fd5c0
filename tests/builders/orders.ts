/** Orders brought where a test needs them, by the very operations that bring them there in real life. */
import type { IntakeOrder } from "../../domain/intake/intake-api.ts";
import type { OrderStatus } from "../../domain/order/order.ts";
import { createIntakeKey } from "../../server/intake/intake-keys.ts";
import type { SignedInOperator } from "./operators.ts";
import type { TestPortal } from "./test-portal.ts";

/** The smallest file that is a PDF by its first bytes. */
export const TINY_PDF = Buffer.from("%PDF-1.4\n%%EOF\n");

let portuId = 9000;

export type Intake = {
  key: string;
  /** Calls the intake API as an order portal does. */
  call(
    method: "GET" | "POST" | "PUT",
    path: string,
    options?: IntakeCall,
  ): Promise<{ status: number; body: Body }>;
};
type IntakeCall = { json?: object; file?: Buffer; headers?: Record<string, string> };
// biome-ignore lint/suspicious/noExplicitAny: an assertion on a wrong shape fails by itself
type Body = any;

/** A registration authority with two clients, a declared address and an order portal. */
export async function createAuthority(portal: TestPortal, code = "AE1"): Promise<Intake> {
  const { db, clock } = portal.services;
  const { id } = await db
    .insertInto("registration_authority")
    .values({ code, name: `Autorité ${code}` })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const name of [`${code}-C1`, `${code}-C2`]) {
    const client = await db
      .insertInto("client")
      .values({ code: name, name: `Client ${name}` })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("declared_address")
      .values({
        registration_authority_id: id,
        client_id: client.id,
        email: `ae-${code.toLowerCase()}@example.org`,
      })
      .execute();
  }
  const key = await createIntakeKey(db, id, `PortU ${code}`, clock.now());
  return {
    key,
    async call(method, path, { json, file, headers } = {}) {
      const response = await portal.app.inject({
        method,
        url: `/intake/v1${path}`,
        headers: {
          authorization: `Bearer ${key}`,
          ...(file ? { "content-type": "application/octet-stream" } : {}),
          ...headers,
        },
        ...(json ? { payload: json } : file ? { payload: file } : {}),
      });
      return { status: response.statusCode, body: response.body ? response.json() : undefined };
    },
  };
}

/** An order as a subscriber enters it, with a representative and an agent; `change` alters it. */
export function anOrder(change: Partial<IntakeOrder> = {}): IntakeOrder {
  portuId += 1;
  return {
    portuId,
    client: "AE1-C1",
    process: "digital",
    type: "new",
    medium: "software",
    subscriber: {
      accountId: `account-${portuId}`,
      familyName: "Martin",
      givenName: "Lise",
      email: "lise@example.org",
    },
    information: {
      organization: { name: "Certeurope", siren: "434202180" },
      holder: {
        familyName: "Fleury",
        givenName: "Anatolie",
        email: "a.fleury@example.org",
        mobile: "+33639980808",
        otpContact: "a.fleury@example.org",
        address: { street: "41 RUE DE L'ECHIQUIER", postalCode: "75010", city: "Paris", country: "FR" },
      },
      legalRepresentative: {
        familyName: "Nassivera",
        givenName: "Valérie",
        email: "v.nassivera@example.org",
        mobile: "+33639980809",
      },
      certificationAgent: {
        familyName: "Aubert",
        givenName: "Toussaint",
        email: "t.aubert@example.org",
        mobile: "+33639980810",
      },
    },
    ...change,
  };
}

const MANDATORY = [
  "organizationId",
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
  "paymentProof",
];

/** Creates an order at the intake and, when digital, uploads its pieces and submits it. Gives its number. */
export async function createOrder(
  intake: Intake,
  order: IntakeOrder,
  upTo: "created" | "submitted" = "submitted",
) {
  const created = await intake.call("POST", "/orders", {
    json: order,
    headers: { "idempotency-key": `key-${order.portuId}` },
  });
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  if (upTo === "submitted" && order.process === "digital") {
    for (const kind of MANDATORY) {
      const path = `/orders/${order.portuId}/pieces/${kind}`;
      await intake.call("PUT", path, { file: TINY_PDF, headers: { "x-file-name": `${kind}.pdf` } });
    }
    const submitted = await intake.call("POST", `/orders/${order.portuId}/submission`);
    if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.body));
  }
  return Number(created.body.number);
}

/** The operator finds every piece of the order compliant. */
export async function judgePieces(operator: SignedInOperator, number: number): Promise<void> {
  const url = `/api/orders/${number}`;
  let { version, supportingDocuments } = (await operator.request("GET", url)).body;
  for (const { id } of supportingDocuments) {
    const body = { version, verdict: { outcome: "compliant" } };
    const answer = await operator.request("PUT", `${url}/supporting-documents/${id}/verdict`, body);
    if (answer.status !== 200) throw new Error(`verdict: ${JSON.stringify(answer.body)}`);
    version = answer.body.version;
  }
}

const DOCUMENTS = ["termsOfUse", "powerOfAttorney", "certificateApplication", "subscriptionContract"];

/** Takes a digital order from `toVerify` to the status asked for, each step by its own operation. */
export async function bringTo(
  portal: TestPortal,
  operator: SignedInOperator,
  number: number,
  status: Exclude<OrderStatus, "incomplete">,
): Promise<void> {
  const url = `/api/orders/${number}`;
  const version = async () => (await operator.request("GET", url)).body.version as number;
  const perform = async (method: "POST" | "PUT", path: string, body: object = {}) => {
    const answer = await operator.request(method, `${url}${path}`, { version: await version(), ...body });
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  };
  if (status === "toVerify") return;
  if (status === "cancelled") return perform("POST", "/cancellation", { typedNumber: String(number) });
  await judgePieces(operator, number);
  await perform("PUT", "/identity-document", {
    identityDocument: { type: "nationalIdentityCard", number: "1234856798" },
  });
  await perform("POST", "/signature-collection");
  await portal.runJobs();
  if (status === "signing") return;
  await signAll(portal, number);
  if (status === "toValidate") return;
  for (const kind of DOCUMENTS) await perform("POST", `/documents-to-sign/${kind}/validation`);
  if (status === "toGenerate") return;
  await portal.runJobs();
  if (status === "toDeliver") return;
  await perform("POST", "/delivery");
}

/** Every signatory signs at the signature service. */
export async function signAll(portal: TestPortal, number: number): Promise<void> {
  const ref = await collectionRef(portal, number);
  for (const role of ["holder", "certificationAgent", "legalRepresentative"] as const)
    await portal.neighbours.signatureService.signAs(ref, role);
  await portal.runJobs();
}

/** The reference, at the service, of the order's latest collection. */
export async function collectionRef(portal: TestPortal, number: number): Promise<string> {
  const row = await portal.services.db
    .selectFrom("signature_collection")
    .select("ref")
    .where("order_number", "=", number)
    .orderBy("launched_at", "desc")
    .executeTakeFirstOrThrow();
  if (!row.ref) throw new Error("the collection was not sent");
  return row.ref;
}
