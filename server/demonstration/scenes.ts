/** The life of one demonstration order, cut into scenes, each at its time. */
import type { DemonstrationOrder } from "../../neighbours/order-portal/demonstration/orders.ts";
import { OrderLife } from "./order-life.ts";
import type { Stage } from "./stage.ts";

export type Scene = {
  at: Date;
  play: () => Promise<void>;
  followedByJobs: boolean;
  /** Begins, while other scenes are played, what this one will need. */
  prepare?: () => void;
};

type Act = {
  hours: number;
  play: () => Promise<void>;
  followedByJobs?: boolean;
  prepare?: (at: Date) => unknown;
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
  const life = new OrderLife(stage, order, index);
  const acts: Record<DigitalAct, Act> = {
    create: { hours: 0, play: () => life.create() },
    pieces: { hours: 0.4, play: () => life.uploadPieces(), prepare: (at) => life.drawPieces(at) },
    submit: { hours: 0.2, play: () => life.submit(), followedByJobs: true },
    verify: { hours: 5, play: () => life.verify() },
    launch: { hours: 0.3, play: () => life.launch(), followedByJobs: true },
    sign: { hours: 20, play: () => life.signAll(), followedByJobs: true },
    validate: { hours: 6, play: () => life.validate(...life.documents), followedByJobs: true },
    issue: { hours: 0.1, play: async () => undefined, followedByJobs: true },
    deliver: { hours: 48, play: () => life.deliver() },
  };
  const played = DIGITAL_ACTS.slice(0, DIGITAL_ACTS.indexOf(LAST_ACT[order.reach]) + 1).map(
    (name) => acts[name],
  );
  return [...played, ...endingsOf(life, order)];
}

function paperActs(stage: Stage, order: DemonstrationOrder, index: number): Act[] {
  const life = new OrderLife(stage, order, index);
  const validate = async () => {
    await life.enterIdentityDocument();
    await life.validatePaper();
  };
  const reaches = (...reach: DemonstrationOrder["reach"][]) => reach.includes(order.reach);
  return [
    { hours: 0, play: () => life.create() },
    ...(reaches("toGenerate", "toDeliver", "delivered") ? [{ hours: 72, play: validate }] : []),
    ...(reaches("toDeliver", "delivered")
      ? [{ hours: 0.1, play: async () => undefined, followedByJobs: true }]
      : []),
    ...(reaches("delivered") ? [{ hours: 48, play: () => life.deliver() }] : []),
    ...endingsOf(life, order),
  ];
}

/** What comes after the acts that all orders share. */
function endingsOf(life: OrderLife, order: DemonstrationOrder): Act[] {
  const [first] = life.documents;
  const { revoked, comments = [] } = order;
  const ends: Partial<Record<DemonstrationOrder["reach"], Act>> = {
    incompleteAgain: { hours: 6, play: () => life.declareIncomplete(), followedByJobs: true },
    cancelled: { hours: 8, play: () => life.cancel() },
    partlySigned: { hours: 8, play: () => life.signAs("holder"), followedByJobs: true },
    refused: {
      hours: 8,
      play: () => life.refuseAs("holder", "Mon nom de naissance est mal orthographié."),
      followedByJobs: true,
    },
    ...(first ? { partlyValidated: { hours: 3, play: () => life.validate(first) } } : {}),
  };
  const end = ends[order.reach];
  return [
    ...(end ? [end] : []),
    ...comments.map((text): Act => ({ hours: 1, play: () => life.comment(text) })),
    ...(revoked
      ? [
          {
            hours: Math.max(1, (order.createdDaysAgo - revoked.daysAgo) * 24 - 85),
            play: () => life.revoke(revoked.reason),
          },
        ]
      : []),
  ];
}
