/**
 * A small world for random operations: two authorities, operators of every role and perimeter, and neighbours that
 * answer well, badly or not at all. It performs; what must hold is written where it is checked.
 */

import type { OperatorOperation } from "../../domain/order/order-policy.ts";
import { jobHandlers } from "../../server/compose/job-handlers.ts";
import type { JobHandler } from "../../server/platform/jobs.ts";
import type { CollectionState } from "../../server/ports/signature-service.ts";
import { followCollection } from "../../server/signatures/follow-collection.ts";
import { askFor } from "./ask-for-operation.ts";
import { instead } from "./instead.ts";
import { type Answer, type SignedInOperator, signIn } from "./operators.ts";
import { anOrder, createAuthority, createOrder, type Intake, TINY_PDF } from "./orders.ts";
import { createTestPortal, type TestPortal } from "./test-portal.ts";

/** How a neighbour behaves until told otherwise. */
export type Moods = { mail: "takes" | "refuses"; authority: "issues" | "rejects" | "waits" | "isDown" };

export type Person = SignedInOperator & {
  seesOrdersOf(place: Place): boolean;
  may(operation: OperatorOperation): boolean;
};
export type Place = { authority: "AE1" | "AE2"; client: string };
export type RandomOrder = Place & { number: number; portuId: number; intake: Intake };

/** What was asked of the portal, and what it answered. */
export type Attempt = {
  person: Person;
  order: RandomOrder;
  operation: OperatorOperation;
  /** The version that was sent, and whether it was the one that stood when all of its batch were sent. */
  version: number;
  stale: boolean;
  answer: Answer;
};

export type World = {
  portal: TestPortal;
  people: Person[];
  moods: Moods;
  attempts: Attempt[];
  /** How often each message was taken by the mail server. */
  taken: Map<string, number>;
  createOrders(): Promise<RandomOrder[]>;
  versionOf(order: RandomOrder): Promise<number>;
  perform(
    person: Person,
    order: RandomOrder,
    operation: OperatorOperation,
    version: number,
    stale?: boolean,
  ): Promise<void>;
  /** Runs what waits; what fails waits for the next time, as it would. */
  runJobs(): Promise<void>;
  /** The service ends the collection under way, or the signatories do. */
  endCollection(order: RandomOrder, how: CollectionEnd): Promise<void>;
  /** What the subscriber can still do: the pieces that are missing, and the submission. */
  submit(order: RandomOrder): Promise<void>;
};
export type CollectionEnd =
  | "allSign"
  | "oneSigns"
  | "oneRefuses"
  | Exclude<CollectionState, "open" | "completed" | "refused">;

const READERS: readonly OperatorOperation[] = ["notify", "resendNotification"];

export async function createOperationsWorld(): Promise<World> {
  const portal = await createTestPortal();
  const intakes = { AE1: await createAuthority(portal, "AE1"), AE2: await createAuthority(portal, "AE2") };
  const people = await signEverybodyIn(portal);
  const moods: Moods = { mail: "takes", authority: "issues" };
  const taken = new Map<string, number>();
  const ends = new Map<string, CollectionState>();
  moodyNeighbours(portal, moods, taken, ends);
  const attempts: Attempt[] = [];
  let unique = 0;

  return {
    portal,
    people,
    moods,
    attempts,
    taken,
    runJobs: patientJobs(portal),
    async createOrders() {
      const orders: RandomOrder[] = [];
      for (const [authority, client, process] of [
        ["AE1", "AE1-C1", "digital"],
        ["AE2", "AE2-C2", "digital"],
        ["AE1", "AE1-C2", "paper"],
      ] as const) {
        const order = anOrder({ client, process, medium: "token" });
        const intake = intakes[authority];
        const number = await createOrder(intake, order, "created");
        orders.push({ number, portuId: order.portuId, authority, client, intake });
      }
      return orders;
    },
    async versionOf({ number }) {
      const { version } = await portal.services.db
        .selectFrom("orders")
        .select("version")
        .where("number", "=", number)
        .executeTakeFirstOrThrow();
      return version;
    },
    async perform(person, order, operation, version, stale = false) {
      unique += 1;
      const answer = await askFor(person, order.number, operation, version, unique);
      attempts.push({ person, order, operation, version, stale, answer });
    },
    async endCollection({ number }, how) {
      const collection = await portal.services.db
        .selectFrom("signature_collection")
        .select("ref")
        .where("order_number", "=", number)
        .where("state", "=", "open")
        .executeTakeFirst();
      const ref = collection?.ref;
      if (!ref) return;
      const { signatureService } = portal.neighbours;
      const roles = ["holder", "certificationAgent", "legalRepresentative"] as const;
      // Whoever comes too late is told so by the service.
      const tried = (work: Promise<void>) => work.catch(() => undefined);
      if (how === "allSign") for (const role of roles) await tried(signatureService.signAs(ref, role));
      else if (how === "oneSigns") await tried(signatureService.signAs(ref, "holder"));
      else if (how === "oneRefuses") await tried(signatureService.refuseAs(ref, "holder", "Non."));
      else ends.set(ref, how);
      await tried(followCollection(portal.services, ref));
    },
    async submit({ intake, portuId }) {
      const { body } = await intake.call("GET", `/orders/${portuId}`);
      for (const kind of body.missingPieces)
        await intake.call("PUT", `/orders/${portuId}/pieces/${kind}`, { file: TINY_PDF });
      await intake.call("POST", `/orders/${portuId}/submission`);
    },
  };
}

/** Written from the table of ROLE and from ROLE-2, not from the code. */
async function signEverybodyIn(portal: TestPortal): Promise<Person[]> {
  const all = () => true;
  const internal = await signIn(portal, "RA_INTERNAL", { name: "Interne" });
  const support = await signIn(portal, "SUPPORT", { name: "Support" });
  const external = await signIn(portal, "RA_EXTERNAL", { name: "Externe 1" });
  const narrow = await signIn(portal, "RA_EXTERNAL", { name: "Externe 1-2", clients: ["AE1-C2"] });
  const other = await signIn(portal, "RA_EXTERNAL", { name: "Externe 2", registrationAuthorities: ["AE2"] });
  const auditor = await signIn(portal, "AUDITOR", { name: "Auditrice 1" });
  const mayButCancel = (operation: OperatorOperation) => operation !== "cancel";
  const mayNotify = (operation: OperatorOperation) => READERS.includes(operation);
  const inAE1 = ({ authority }: Place) => authority === "AE1";
  return [
    { ...internal, seesOrdersOf: all, may: all },
    { ...support, seesOrdersOf: all, may: all },
    { ...external, seesOrdersOf: inAE1, may: mayButCancel },
    { ...narrow, seesOrdersOf: ({ client }) => client === "AE1-C2", may: mayButCancel },
    { ...other, seesOrdersOf: ({ authority }) => authority === "AE2", may: mayButCancel },
    { ...auditor, seesOrdersOf: inAE1, may: mayNotify },
  ];
}

function moodyNeighbours(
  portal: TestPortal,
  moods: Moods,
  taken: Map<string, number>,
  ends: Map<string, CollectionState>,
): void {
  const { services } = portal;
  const { mailer, certificationAuthority, signatureService } = services;
  services.mailer = instead(mailer, {
    async send(message) {
      if (moods.mail === "refuses") throw new Error("451 plus tard");
      await mailer.send(message);
      taken.set(message.messageId, (taken.get(message.messageId) ?? 0) + 1);
    },
  });
  services.certificationAuthority = instead(certificationAuthority, {
    async enroll(request) {
      if (moods.authority === "isDown") throw new Error("unreachable");
      if (moods.authority === "waits") return { state: "pending" };
      if (moods.authority === "rejects") return { state: "rejected", reason: "Refusé." };
      return certificationAuthority.enroll(request);
    },
  });
  services.signatureService = instead(signatureService, {
    async get(ref) {
      const view = await signatureService.get(ref);
      const state = ends.get(ref);
      return state ? { ...view, state } : view;
    },
  });
}

/** Jobs whose failures are kept and tried again, as the queue does in its own time. */
function patientJobs(portal: TestPortal): () => Promise<void> {
  let failed: (() => Promise<void>)[] = [];
  const patient = jobHandlers(portal.services).map(
    ({ queue, run }): JobHandler => ({
      queue,
      run: async (data) => {
        const work = () => run(data);
        await work().catch(() => failed.push(work));
      },
    }),
  );
  return async () => {
    const again = failed;
    failed = [];
    for (const work of again) await work().catch(() => failed.push(work));
    await portal.runJobs(patient);
  };
}
