/** What an operator types into the form of an order's information, and what becomes of it (DETAIL-6, DETAIL-8). */
import type { z } from "zod";
import { type OrderInformation, orderInformationSchema } from "../../../domain/orders/order.ts";
import { formatPhone, toE164 } from "../../ui/format.ts";
import { FIELDS_OF, type FieldPath, valueAt } from "./information-fields.ts";

export type OptionalPerson = "legalRepresentative" | "certificationAgent";
export type Draft = { values: Record<FieldPath, string>; has: Record<OptionalPerson, boolean> };
export type FieldErrors = Partial<Record<string, string>>;

const ALL_FIELDS: readonly FieldPath[] = Object.values(FIELDS_OF).flat();

/** Phones are typed the French way, as they are shown. */
function typedForm(path: FieldPath, value: string): string {
  return path.endsWith(".mobile") || path === "holder.otpContact" ? formatPhone(value) : value;
}

export function draftOf(information: OrderInformation): Draft {
  const entries = ALL_FIELDS.map((path) => [path, typedForm(path, valueAt(information, path))] as const);
  return {
    values: Object.fromEntries(entries) as Record<FieldPath, string>,
    has: {
      legalRepresentative: information.legalRepresentative !== undefined,
      certificationAgent: information.certificationAgent !== undefined,
    },
  };
}

/**
 * The same typing upon the order as a colleague left it: what the operator did not touch takes the new values, what
 * they typed stays. Otherwise saving would quietly undo the colleague's work.
 */
export function rebase(draft: Draft, base: Draft, fresh: Draft): Draft {
  const values = { ...fresh.values };
  for (const path of ALL_FIELDS)
    if (draft.values[path] !== base.values[path]) values[path] = draft.values[path];
  const kept = (person: OptionalPerson) =>
    draft.has[person] === base.has[person] ? fresh.has[person] : draft.has[person];
  return {
    values,
    has: {
      legalRepresentative: kept("legalRepresentative"),
      certificationAgent: kept("certificationAgent"),
    },
  };
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Checked = { ok: true; information: OrderInformation } | { ok: false; errors: FieldErrors };

/** Checks a draft with the very schema of the server. */
export function check(draft: Draft): Checked {
  const result = orderInformationSchema.safeParse(candidateOf(draft));
  return result.success
    ? { ok: true, information: result.data }
    : { ok: false, errors: errorsOf(result.error) };
}

function candidateOf({ values, has }: Draft): unknown {
  const person = (who: OptionalPerson) => ({
    familyName: values[`${who}.familyName`],
    givenName: values[`${who}.givenName`],
    email: values[`${who}.email`],
    mobile: toE164(values[`${who}.mobile`]),
    jobTitle: values[`${who}.jobTitle`].trim() || undefined,
  });
  const otpContact = values["holder.otpContact"].trim();
  return {
    organization: {
      name: values["organization.name"],
      siren: values["organization.siren"].replaceAll(/\s/g, ""),
    },
    holder: {
      familyName: values["holder.familyName"],
      givenName: values["holder.givenName"],
      email: values["holder.email"],
      mobile: toE164(values["holder.mobile"]),
      otpContact: otpContact.includes("@") ? otpContact : toE164(otpContact),
      address: {
        street: values["holder.address.street"],
        postalCode: values["holder.address.postalCode"],
        city: values["holder.address.city"],
        country: values["holder.address.country"].trim().toUpperCase(),
      },
    },
    legalRepresentative: has.legalRepresentative ? person("legalRepresentative") : undefined,
    certificationAgent: has.certificationAgent ? person("certificationAgent") : undefined,
    cnbfNumber: values.cnbfNumber.trim() || undefined,
    barNumber: values.barNumber.trim() || undefined,
  };
}

/** The first error of each field. An empty field is told as such, whatever check it failed first. */
function errorsOf(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) errors[issue.path.join(".")] ??= issue.message;
  return errors;
}
