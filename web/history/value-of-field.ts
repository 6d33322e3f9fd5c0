import { formatPhone, formatSiren } from "../ui/format.ts";

/** A journalled value as people read it. */
export function valueOfField(field: string, value: string | null): string | null {
  if (value === null) return null;
  if (field.endsWith("siren")) return formatSiren(value);
  if (field.endsWith("mobile") || field.endsWith("otpContact")) return formatPhone(value);
  return value;
}
