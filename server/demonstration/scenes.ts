/** The life of one demonstration order, cut into scenes, each at its time. */
import type { FastifyInstance } from "fastify";
import { documentsToSign } from "../../domain/order/document-to-sign.ts";
import type { DemonstrationOrder } from "../../neighbours/order-portal/demonstration/orders.ts";
import { refreshCertificateStatus } from "../certificates/refresh-status.ts";
import { generateHandoverReport } from "../documents/generate-handover-report.ts";
import { judgePiece } from "../documents/judge-piece.ts";
import { notifySubscriber, previewNotification } from "../notifications/notify-subscriber.ts";
import { loadOrder } from "../order/order-store.ts";
import { addComment } from "../orders/add-comment.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { deliverOrder } from "../orders/deliver-order.ts";
import { setIdentityDocument } from "../orders/set-identity-document.ts";
import { validatePaperOrder } from "../orders/validate-paper-order.ts";
import type { SettableClock } from "../platform/clock.ts";
import type { Services } from "../ports/services.ts";
import { followCollection } from "../signatures/follow-collection.ts";
import { launchSignatureCollection } from "../signatures/launch-collection.ts";
import { validateSignatures } from "../signatures/validate-signatures.ts";
import type { DemonstrationNeighbours, DemonstrationOperators } from "./demonstration-operators.ts";
import { type DrawnPieces, drawPieces } from "./draw-pieces.ts";

export type Demonstration = {
  services: Services;
  app: FastifyInstance;
  neighbours: DemonstrationNeighbours;
  clock: SettableClock;
  /** Runs the jobs that wait, as a worker would. */
  drain(): Promise<void>;
};

export type Scene = {
  at: Date;
  play: () => Promise<void>;
  followedByJobs: boolean;
  /** Begins, while other scenes are played, what this one will need. */
  prepare?: () => void;
};

type Stage = Demonstration & { keys: Record<string, string>; operators: DemonstrationOperators };
type Act = {
  hours: number;
  play: () => Promise<void>;
  followedByJobs?: boolean;
  prepare?: (at: Date) => void;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const DIGITAL_ACTS = [
  "create",
  "pieces",
  "submit",
  "verify",
  "launch",
  "sign",
  "validate",
  "issue",
  "deliver",
] as const;
type DigitalAct = (typeof DIGITAL_ACTS)[number];

/** The last of the acts that each `reach` plays. */
const LAST_ACT: Record<DemonstrationOrder["reach"], DigitalAct> = {
  created: "create",
  withPieces: "pieces",
  toVerify: "submit",
  incompleteAgain: "submit",
  signing: "launch",
  partlySigned: "launch",
  refused: "launch",
  toValidate: "sign",
  partlyValidated: "sign",
  toGenerate: "validate",
  toDeliver: "issue",
  delivered: "deliver",
  cancelled: "submit",
};

/** The scenes of an order, spread from its creation over the days that were left to it. */
export function scenesOf(stage: Stage, order: DemonstrationOrder, index: number, now: Date): Scene[] {
  const acts =
    order.intake.process === "paper" ? paperActs(stage, order, index) : digitalActs(stage, order, index);
  const created = creationTime(order, index, now);
  const last = acts.reduce((sum, act) => sum + act.hours, 0);
  const available = (now.getTime() - created.getTime()) * 0.95;
  const scale = Math.min(HOUR, available / Math.max(last, 1));
  let elapsed = 0;
  return acts.map(({ hours, play, followedByJobs = false, prepare }) => {
    elapsed += hours * scale;
    const at = new Date(created.getTime() + elapsed);
    return { at, play, followedByJobs, ...(prepare ? { prepare: () => prepare(at) } : {}) };
  });
}

/** In office hours of that day (UTC), different for each order. */
function creationTime(order: DemonstrationOrder, index: number, now: Date): Date {
  const day = new Date(now.getTime() - order.createdDaysAgo * DAY);
  day.setUTCHours(7 + ((index * 5) % 10), (index * 17) % 60, (index * 29) % 60, 0);
  // Today's orders came in before now.
  return day >= now ? new Date(now.getTime() - ((index % 5) + 1) * 0.2 * HOUR) : day;
}

function digitalActs(stage: Stage, order: DemonstrationOrder, index: number): Act[] {
  const life = lifeOf(stage, order, index);
  const acts: Record<DigitalAct, Act> = {
    create: { hours: 0, play: life.create },
    pieces: { hours: 0.4, play: life.uploadPieces, prepare: life.drawPieces },
    submit: { hours: 0.2, play: life.submit, followedByJobs: true },
    verify: {
      hours: 5,
      play: async () => {
        await life.judgePieces();
        await life.enterIdentityDocument();
      },
    },
    launch: { hours: 0.3, play: life.launch, followedByJobs: true },
    sign: { hours: 20, play: life.signAll, followedByJobs: true },
    validate: { hours: 6, play: life.validateAll, followedByJobs: true },
    issue: { hours: 0.1, play: async () => undefined, followedByJobs: true },
    deliver: { hours: 48, play: life.deliver },
  };
  const played = DIGITAL_ACTS.slice(0, DIGITAL_ACTS.indexOf(LAST_ACT[order.reach]) + 1).map(
    (name) => acts[name],
  );
  return [...played, ...life.endings()];
}

function paperActs(stage: Stage, order: DemonstrationOrder, index: number): Act[] {
  const life = lifeOf(stage, order, index);
  const acts: Act[] = [{ hours: 0, play: life.create }];
  if (["toGenerate", "toDeliver", "delivered"].includes(order.reach))
    acts.push({
      hours: 72,
      play: async () => {
        await life.enterIdentityDocument();
        await life.validatePaper();
      },
    });
  if (["toDeliver", "delivered"].includes(order.reach))
    acts.push({ hours: 0.1, play: async () => undefined, followedByJobs: true });
  if (order.reach === "delivered") acts.push({ hours: 48, play: life.deliver });
  return [...acts, ...life.endings()];
}

/** What may happen to the order, each as its subscriber, operator, signatories or authority would do it. */
function lifeOf(stage: Stage, order: DemonstrationOrder, index: number) {
  const { services, app, neighbours } = stage;
  const { intake } = order;
  const operator = stage.operators.forAuthority(order.registrationAuthority, index);
  let number = 0;
  let drawn: Promise<DrawnPieces> | undefined;

  async function call(
    method: "POST" | "PUT",
    path: string,
    payload?: object | Buffer,
    headers = {},
  ): Promise<number> {
    const answer = await app.inject({
      method,
      url: `/intake/v1/orders${path}`,
      headers: { authorization: `Bearer ${stage.keys[order.registrationAuthority]}`, ...headers },
      ...(payload ? { payload } : {}),
    });
    if (answer.statusCode !== 200)
      throw new Error(`demonstration, Portu ID ${intake.portuId}: ${answer.body}`);
    return (answer.json() as { number: number }).number;
  }

  async function collectionRef(): Promise<string> {
    const row = await services.db
      .selectFrom("signature_collection")
      .select("ref")
      .where("order_number", "=", number)
      .executeTakeFirstOrThrow();
    if (!row.ref) throw new Error("the collection was not sent");
    return row.ref;
  }

  const signatories = [
    "holder" as const,
    ...(intake.information.certificationAgent ? (["certificationAgent"] as const) : []),
    ...(intake.information.legalRepresentative ? (["legalRepresentative"] as const) : []),
  ];
  const documents = documentsToSign(intake.information).map((document) => document.kind);

  const life = {
    async create() {
      number = await call("POST", "", intake, { "idempotency-key": `demonstration-${intake.portuId}` });
    },
    drawPieces(at: Date) {
      drawn ??= drawPieces(order, at);
      return drawn;
    },
    async uploadPieces() {
      for (const { kind, specimen } of await life.drawPieces(services.clock.now())) {
        await call("PUT", `/${intake.portuId}/pieces/${kind}`, Buffer.from(specimen.content), {
          "content-type": specimen.mediaType,
          "x-file-name": encodeURIComponent(specimen.fileName),
        });
      }
    },
    async submit() {
      await call("POST", `/${intake.portuId}/submission`);
    },
    async judgePieces() {
      const order = await loadOrder(services.db, operator.perimeter, number);
      for (const { id } of order?.pieces ?? [])
        await judgePiece(services, operator, { number, pieceId: id }, { outcome: "compliant" });
    },
    async enterIdentityDocument() {
      await setIdentityDocument(services, operator, { number }, order.identityDocument);
    },
    launch: () => launchSignatureCollection(services, operator, { number }),
    async signAll() {
      const ref = await collectionRef();
      for (const role of signatories) await neighbours.signatureService.signAs(ref, role);
      // The service tells by webhook, whose order and moment are its own: asking makes the next scene's turn sure.
      await followCollection(services, ref);
    },
    async validateAll() {
      for (const kind of documents) await validateSignatures(services, operator, { number }, { kind });
    },
    validatePaper: () => validatePaperOrder(services, operator, { number }),
    async deliver() {
      await generateHandoverReport(services, operator, { number });
      await deliverOrder(services, operator, { number });
    },
    async declareIncomplete() {
      const { text } = await previewNotification(services, operator, { number, template: "holderId" });
      await notifySubscriber(services, operator, { number }, { text, declareIncomplete: true });
    },
    async revoke(reason: NonNullable<DemonstrationOrder["revoked"]>["reason"]) {
      const certificate = await services.db
        .selectFrom("certificate")
        .select("serial_number")
        .where("order_number", "=", number)
        .executeTakeFirstOrThrow();
      await neighbours.authority.revoke(certificate.serial_number, reason);
      await refreshCertificateStatus(services);
    },
    /** What comes after the acts that all orders share. */
    endings(): Act[] {
      const endings: Act[] = [];
      if (order.reach === "incompleteAgain")
        endings.push({ hours: 6, play: life.declareIncomplete, followedByJobs: true });
      if (order.reach === "cancelled")
        endings.push({
          hours: 8,
          play: () => cancelOrder(services, cancelling(), { number }, String(number)),
        });
      if (order.reach === "partlySigned")
        endings.push({
          hours: 8,
          play: async () => neighbours.signatureService.signAs(await collectionRef(), "holder"),
          followedByJobs: true,
        });
      if (order.reach === "refused")
        endings.push({
          hours: 8,
          play: async () =>
            neighbours.signatureService.refuseAs(
              await collectionRef(),
              "holder",
              "Mon nom de naissance est mal orthographié.",
            ),
          followedByJobs: true,
        });
      const [first] = documents;
      if (order.reach === "partlyValidated" && first)
        endings.push({
          hours: 3,
          play: () => validateSignatures(services, operator, { number }, { kind: first }),
        });
      for (const text of order.comments ?? [])
        endings.push({ hours: 1, play: () => addComment(services, operator, number, text) });
      const { revoked } = order;
      if (revoked)
        endings.push({
          hours: Math.max(1, (order.createdDaysAgo - revoked.daysAgo) * 24 - 85),
          play: () => life.revoke(revoked.reason),
        });
      return endings;
    },
  };

  /** Cancelling takes a right that external operators lack: an internal one does it (ROLE-1). */
  const cancelling = () => {
    for (let turn = 0; turn < 5; turn++) {
      const candidate = stage.operators.forAuthority(order.registrationAuthority, turn);
      if (candidate.perimeter.kind === "everything") return candidate;
    }
    return operator;
  };
  return life;
}
