import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OrderInformation } from "../../domain/order/order.ts";
import { FieldGroup } from "../ui/FieldGrid.tsx";
import { InformationField } from "./InformationField.tsx";
import { FIELDS_OF, type InformationSection as Section } from "./information-fields.ts";
import type { InformationForm } from "./use-information-form.ts";

type Props = {
  information: OrderInformation;
  section: Section;
  form?: InformationForm | undefined;
  action?: ReactNode;
  /** Stands before the section's own fields. */
  before?: ReactNode;
};

/** One section of the information, the same on the summary and beside the piece that proves it. */
export function InformationSection({ information, section, form, action, before }: Props) {
  const { t } = useTranslation();
  return (
    <FieldGroup title={t(`order.section.${section}`)} action={action}>
      {before}
      {FIELDS_OF[section].map((path) => (
        <InformationField key={path} information={information} path={path} form={form} />
      ))}
    </FieldGroup>
  );
}
