/** What an operator types into the form of an order's information, and what becomes of it (DETAIL-6, DETAIL-8). */
import { z } from "zod";
import { type OrderInformation, orderInformationSchema } from "../../domain/order/order.ts";
import { problemOf } from "../api/api-error.ts";
import { formatPhone, toE164 } from "../ui/format.ts";
import {
  ALL_FIELDS,
  type FieldPath,
  OPTIONAL_PERSONS,
  type OptionalPerson,
  valueAt,
} from "./information-fields.ts";

const draftSchema = z.object({
  values: z.record(z.enum(ALL_FIELDS), z.string()),
  has: z.record(z.enum(OPTIONAL_PERSONS), z.boolean()),
});
export type Draft = z.infer<typeof draftSchema>;
export type FieldErrors = Partial<Record<string, string>>;

/** What is typed, with what the order held and which version it was when the typing began. */
export const editingSchema = z.object({ version: z.int(), base: draftSchema, draft: draftSchema });
export type Editing = z.infer<typeof editingSchema>;

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

/** Field errors that only the server found; it names them from the root of the body. */
export function serverErrors(error: unknown): FieldErrors {
  const fields = problemOf(error)?.fields ?? [];
  return Object.fromEntries(
    fields.map(({ field, code }) => [field.replace(/^(body\.)?(information\.)?/, ""), code]),
  );
}
