/** Orders that say one hostile value in every field of free text. */
import type { IntakeOrder } from "../../domain/intake/intake-api.ts";
import type { OrderInformation } from "../../domain/order/order.ts";
import { ACCEPTED_VALUES } from "./hostile-values.ts";
import { anOrder } from "./orders.ts";

/** The fields of free text that an operator may modify, with the most characters that each takes. */
export const INFORMATION_FIELDS: Readonly<Record<string, number>> = {
  "organization.name": 200,
  "holder.familyName": 100,
  "holder.givenName": 100,
  "holder.address.street": 200,
  "holder.address.postalCode": 20,
  "holder.address.city": 100,
  "legalRepresentative.familyName": 100,
  "legalRepresentative.givenName": 100,
  "legalRepresentative.jobTitle": 100,
  "certificationAgent.familyName": 100,
  "certificationAgent.givenName": 100,
  "certificationAgent.jobTitle": 100,
  cnbfNumber: 20,
  barNumber: 20,
};

/** Those of an order as a subscriber sends it. */
export const INTAKE_FIELDS: Readonly<Record<string, number>> = {
  "subscriber.accountId": 100,
  "subscriber.familyName": 100,
  "subscriber.givenName": 100,
  ...Object.fromEntries(
    Object.entries(INFORMATION_FIELDS).map(([path, max]) => [`information.${path}`, max]),
  ),
};

/** Fields with a form of their own, and what they answer to any of these values. */
export const FORMATTED_FIELDS: Readonly<Record<string, string>> = {
  "organization.siren": "siren",
  "holder.email": "email",
  "holder.mobile": "phone",
  "holder.otpContact": "otpContact",
  "holder.address.country": "country",
  "legalRepresentative.email": "email",
  "legalRepresentative.mobile": "phone",
  "certificationAgent.email": "email",
  "certificationAgent.mobile": "phone",
};

/** As much of the text as fits, never half a character. */
export function fitting(text: string, max: number): string {
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > max) break;
    kept += character;
  }
  return kept.trim().normalize("NFC");
}

/** A copy of `data` with a value at each of the paths, which have dots. */
export function withValues<T extends object>(data: T, values: Readonly<Record<string, string>>): T {
  const copy = structuredClone(data);
  for (const [path, value] of Object.entries(values)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let place = copy as Record<string, unknown>;
    for (const name of names) place = place[name] as Record<string, unknown>;
    place[last] = value;
  }
  return copy;
}

/** The same text at every path, as it is or cut to what fits. */
export function everywhere(fields: Readonly<Record<string, number>>, text: string, cut = false) {
  return Object.fromEntries(
    Object.entries(fields).map(([path, max]) => [path, cut ? fitting(text, max) : text]),
  );
}

/** Information that says the value wherever a text may stand, as much of it as each field takes. */
export function informationSaying(text: string): OrderInformation {
  return withValues(anOrder().information, everywhere(INFORMATION_FIELDS, text, true));
}

/** An order that says the value wherever a text may stand. */
export function orderSaying(text: string): IntakeOrder {
  const order = withValues(anOrder(), everywhere(INTAKE_FIELDS, text, true));
  // Subscribers of the same account are one.
  order.subscriber.accountId = `account-${order.portuId}`;
  return order;
}

/** The fields that take every accepted value whole. */
const ROOMY = Object.entries(INFORMATION_FIELDS).flatMap(([path, max]) => (max >= 100 ? [path] : []));

/** The accepted values, dealt out over the fields of as few orders as hold them all. */
export function ordersSayingAll(): IntakeOrder[] {
  const orders: IntakeOrder[] = [];
  for (let first = 0; first < ACCEPTED_VALUES.length; first += ROOMY.length) {
    const values = ACCEPTED_VALUES.slice(first, first + ROOMY.length);
    const narrow = everywhere({ cnbfNumber: 20, barNumber: 20 }, values[0] ?? "", true);
    const dealt = Object.fromEntries(values.map((value, at) => [ROOMY[at] ?? "", value]));
    const order = anOrder();
    orders.push({ ...order, information: withValues(order.information, { ...narrow, ...dealt }) });
  }
  return orders;
}
