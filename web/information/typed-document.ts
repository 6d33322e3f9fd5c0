/** The holder's identity document as it stands in the fields: days as people write them. */
import {
  type IdentityDocument,
  type IdentityDocumentType,
  identityDocumentSchema,
} from "../../domain/order/order.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { formatDay, toDay } from "../ui/format.ts";
import type { EnteredDocument } from "../verification/ReadZone.tsx";

export type TypedDocument = {
  type: IdentityDocumentType | "";
  number: string;
  issuedOn: string;
  expiresOn: string;
};
export type DocumentErrors = Partial<Record<string, string>>;

/** The fields that are typed. */
export const TYPED_FIELDS = ["number", "issuedOn", "expiresOn"] as const;
const NOTHING: TypedDocument = { type: "", number: "", issuedOn: "", expiresOn: "" };

/** What was entered, as it is typed. */
export function typedForm(document: OrderDetail["identityDocument"]): TypedDocument {
  if (!document) return NOTHING;
  const day = (value: string | null) => (value ? formatDay(value) : "");
  const { type, number, issuedOn, expiresOn } = document;
  return { type, number, issuedOn: day(issuedOn), expiresOn: day(expiresOn) };
}

export function isSameDocument(a: TypedDocument, b: TypedDocument): boolean {
  return a.type === b.type && TYPED_FIELDS.every((field) => a[field] === b[field]);
}

/** The typed days as the contract has them. */
const withDays = (typed: TypedDocument) => ({
  ...typed,
  issuedOn: toDay(typed.issuedOn) || null,
  expiresOn: toDay(typed.expiresOn) || null,
});

/** Checks what was typed with the very schema of the server. */
export function checkDocument(typed: TypedDocument): {
  document: IdentityDocument | undefined;
  errors: DocumentErrors;
} {
  const checked = identityDocumentSchema.safeParse(withDays(typed));
  const found = checked.error?.issues.map(({ path, message }) => [String(path[0]), message]) ?? [];
  const errors = { ...Object.fromEntries(found), ...(typed.type ? {} : { type: "identityDocumentType" }) };
  return { document: checked.data, errors };
}

/** For a comparison a day that is none is left out: saving says what is wrong with it. */
export function comparable(typed: TypedDocument): EnteredDocument {
  const { number, issuedOn, expiresOn } = withDays(typed);
  const day = (value: string | null) => identityDocumentSchema.shape.issuedOn.safeParse(value).data ?? null;
  return { number: number.slice(0, 40), issuedOn: day(issuedOn), expiresOn: day(expiresOn) };
}
