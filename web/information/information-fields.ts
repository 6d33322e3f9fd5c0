/** The fields of an order's information by their path: what is shown, typed and journalled under the same names. */
import type { OrderInformation } from "../../domain/order/order.ts";
import { formatPhone, formatSirenWithScheme } from "../ui/format.ts";

const PERSON_PARTS = ["familyName", "givenName", "email", "mobile", "jobTitle"] as const;
type PersonPart = (typeof PERSON_PARTS)[number];

export const FIELDS_OF = {
  organization: ["organization.name", "organization.siren"],
  holder: [
    "holder.familyName",
    "holder.givenName",
    "holder.email",
    "holder.address.street",
    "holder.address.postalCode",
    "holder.address.city",
    "holder.address.country",
    "holder.otpContact",
    "holder.mobile",
  ],
  legalRepresentative: PERSON_PARTS.map((part) => `legalRepresentative.${part}` as const),
  certificationAgent: PERSON_PARTS.map((part) => `certificationAgent.${part}` as const),
  order: ["cnbfNumber", "barNumber"],
} as const;

export type InformationSection = keyof typeof FIELDS_OF;
export type FieldPath =
  | (typeof FIELDS_OF)["organization" | "holder" | "order"][number]
  | `${"legalRepresentative" | "certificationAgent"}.${PersonPart}`;

export const ALL_FIELDS: readonly FieldPath[] = Object.values(FIELDS_OF).flat();

export const OPTIONAL_PERSONS = ["legalRepresentative", "certificationAgent"] as const;
export type OptionalPerson = (typeof OPTIONAL_PERSONS)[number];

/** The person, whom not every order names, that a field belongs to. */
export function personOf(path: FieldPath): OptionalPerson | undefined {
  return OPTIONAL_PERSONS.find((person) => path.startsWith(`${person}.`));
}

/** Fields that may be left empty. */
export const OPTIONAL_FIELDS: ReadonlySet<FieldPath> = new Set<FieldPath>([
  "legalRepresentative.jobTitle",
  "certificationAgent.jobTitle",
  "cnbfNumber",
  "barNumber",
]);

/** What stands at a path, or an empty text. */
export function valueAt(information: OrderInformation, path: FieldPath): string {
  let value: unknown = information;
  for (const step of path.split(".")) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  }
  return typeof value === "string" ? value : "";
}

/** A value as people read it. */
export function displayed(path: FieldPath, value: string): string {
  if (path === "organization.siren") return formatSirenWithScheme(value);
  if (path.endsWith(".mobile") || path === "holder.otpContact") return formatPhone(value);
  return value;
}
