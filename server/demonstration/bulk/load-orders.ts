/** The rows of a load: subscribers and their orders, in the shape that COPY writes. */
import type { OrderInformation, OrderProcess, OrderStatus } from "../../../domain/order/order.ts";
import { isPending, PRIORITIES } from "../../../domain/order/priority.ts";
import { officeHours } from "./office-hours.ts";
import { type LoadOrganization, organizationOf } from "./organizations.ts";
import { address, person } from "./people.ts";
import { digits, pick, pickWeighted, type Random, randomOf } from "./random.ts";

/** What makes a load: with the same values the same rows come out. */
export type Load = { orders: number; seed: number; now: Date };
/** Database identifiers by code. */
export type LoadIds = { authorities: Map<string, number>; clients: Map<string, number> };
export type Row = (string | number | null)[];

export const FIRST_NUMBER = 5001;
const DAY = 86_400_000;
/** Every third order is the first of a new subscriber. */
const ORDERS_PER_SUBSCRIBER = 3;
const ORDERS_PER_ORGANIZATION = 5;
/** Stands where the intake stores a hash: no body came in. */
const NO_BODY = "0".repeat(64);

const OPEN: Record<OrderProcess, { status: OrderStatus; weight: number }[]> = {
  digital: [
    { status: "incomplete", weight: 26 },
    { status: "toVerify", weight: 24 },
    { status: "signing", weight: 20 },
    { status: "toValidate", weight: 10 },
    { status: "toGenerate", weight: 4 },
    { status: "toDeliver", weight: 16 },
  ],
  paper: [
    { status: "incomplete", weight: 50 },
    { status: "toGenerate", weight: 10 },
    { status: "toDeliver", weight: 40 },
  ],
};

export const subscriberCount = (load: Load) => Math.ceil(load.orders / ORDERS_PER_SUBSCRIBER);

/** Of the subscriber with this index; a few organizations have many subscribers. */
function organizationOfSubscriber({ seed, orders }: Load, subscriber: number): LoadOrganization {
  const count = Math.ceil(orders / ORDERS_PER_ORGANIZATION);
  return organizationOf(seed, Math.floor(count * randomOf(seed, 2, subscriber)() ** 1.8));
}

export const SUBSCRIBER_COLUMNS = [
  "id",
  "registration_authority_id",
  "account_id",
  "family_name",
  "given_name",
  "email",
  "mobile",
];

export function* subscriberRows(load: Load, ids: LoadIds): Generator<Row> {
  for (let index = 0; index < subscriberCount(load); index++) {
    const { client, domain } = organizationOfSubscriber(load, index);
    const { familyName, givenName, email, mobile } = person(randomOf(load.seed, 3, index), domain);
    const authority = ids.authorities.get(client.authority) ?? null;
    yield [index + 1, authority, `charge-${index + 1}`, familyName, givenName, email, mobile];
  }
}

export const ORDER_COLUMNS = [
  ...[
    "number",
    "portu_id",
    "registration_authority_id",
    "client_id",
    "subscriber_id",
    "process",
    "type",
    "medium",
  ],
  ...[
    "status",
    "information",
    "identity_document_type",
    "identity_document_number",
    "created_at",
    "intake_key",
  ],
  ...["intake_body_sha256", "priority"],
];

/** From the oldest to the newest, numbered in that order. */
export function* orderRows(load: Load, ids: LoadIds): Generator<Row> {
  const createdAt = officeHours(load.now);
  const portuIds = new Map<string, number>();
  for (let index = 0; index < load.orders; index++) {
    const random = randomOf(load.seed, 4, index);
    const arrived = Math.floor(index / ORDERS_PER_SUBSCRIBER);
    const isFirst = index % ORDERS_PER_SUBSCRIBER === 0;
    // Whoever came long ago has ordered more often since.
    const subscriber = isFirst ? arrived : Math.floor((arrived + 1) * random() ** 1.3);
    const organization = organizationOfSubscriber(load, subscriber);
    const { authority, code } = organization.client;
    const portuId = (portuIds.get(authority) ?? 3000) + 1 + Math.floor(random() * 3);
    portuIds.set(authority, portuId);
    const created = createdAt((index + random()) / load.orders);
    const process = random() < 0.8 ? "digital" : "paper";
    const status = statusOf(random, process, (load.now.getTime() - created.getTime()) / DAY);
    const verified = status !== "incomplete" && status !== "toVerify" && status !== "cancelled";
    yield [
      FIRST_NUMBER + index,
      portuId,
      ids.authorities.get(authority) ?? null,
      ids.clients.get(code) ?? null,
      subscriber + 1,
      process,
      !isFirst && random() < 0.6 ? "renewal" : "new",
      random() < 0.7 ? "token" : "software",
      status,
      JSON.stringify(informationOf(load, random, subscriber, organization)),
      verified
        ? pick(random, ["nationalIdentityCard", "nationalIdentityCard", "passport", "residencePermit"])
        : null,
      verified ? digits(random, 12) : null,
      created.toISOString(),
      `charge-${index + 1}`,
      NO_BODY,
      PRIORITIES.indexOf(isPending(status) ? "none" : "over"),
    ];
  }
}

/** Most orders of the last month are under way; of the older ones nearly all are over. */
function statusOf(random: Random, process: OrderProcess, ageInDays: number): OrderStatus {
  const open = () => pickWeighted(random, OPEN[process]).status;
  if (ageInDays < 3 || (ageInDays < 30 && random() < 0.65)) return open();
  const fate = random();
  if (fate < 0.008) return open();
  return fate < 0.04 ? "cancelled" : "delivered";
}

/** A subscriber orders for one of three holders, so that a renewal is for somebody known. */
function informationOf(
  { seed }: Load,
  random: Random,
  subscriber: number,
  { client, name, siren, domain }: LoadOrganization,
): OrderInformation {
  const known = randomOf(seed, 5, subscriber * 3 + Math.floor(random() * 3));
  const holder = person(known, domain);
  const chief = randomOf(seed, 6, Number(siren));
  const represented = random() < 0.7;
  const byAgent = random() < 0.4;
  return {
    organization: { name, siren },
    holder: { ...holder, otpContact: known() < 0.5 ? holder.email : holder.mobile, address: address(known) },
    ...(represented ? { legalRepresentative: { ...person(chief, domain), jobTitle: "Gérant" } } : {}),
    ...(byAgent ? { certificationAgent: person(random, domain) } : {}),
    ...(client.lawyers ? { cnbfNumber: digits(known, 6), barNumber: `P${digits(known, 4)}` } : {}),
  };
}
