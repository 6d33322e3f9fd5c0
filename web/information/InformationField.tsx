import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OrderInformation } from "../../domain/order/order.ts";
import { useFieldError } from "../order/use-field-error.ts";
import { Field } from "../ui/FieldGrid.tsx";
import { countryName } from "../ui/format.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";
import { displayed, type FieldPath, OPTIONAL_FIELDS, valueAt } from "./information-fields.ts";
import type { InformationForm } from "./use-information-form.ts";

type Props = { information: OrderInformation; path: FieldPath; form?: InformationForm | undefined };

/** Marked with a star on the screen even when it is only read, as the manual shows them. */
const STARRED: ReadonlySet<FieldPath> = new Set<FieldPath>(["holder.otpContact"]);

/** One field of the information: read, or typed while the form is open. */
export function InformationField({ information, path, form }: Props) {
  const { t, i18n } = useTranslation();
  const fieldError = useFieldError();
  const label = t(`fields.${path}`);
  if (form?.draft) {
    const hint = path === "holder.address.country" ? t("fields.hint.country") : undefined;
    return (
      <TextInput
        label={label}
        required={!OPTIONAL_FIELDS.has(path)}
        value={form.draft.values[path]}
        onChange={(event) => form.setValue(path, event.currentTarget.value)}
        error={fieldError(form.errors[path])}
        {...(hint ? { placeholder: hint } : {})}
        autoComplete="off"
        name={path}
      />
    );
  }
  const value = valueAt(information, path);
  const shown =
    path === "holder.address.country" ? countryName(value, i18n.language) : displayed(path, value);
  return (
    <Field label={STARRED.has(path) ? `${label}*` : label} note={<CheckMarks about={path} />}>
      {path.endsWith("familyName") ? <span className="family-name">{shown}</span> : shown}
    </Field>
  );
}
