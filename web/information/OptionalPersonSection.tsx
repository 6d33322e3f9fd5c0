import { Button } from "@mantine/core";
import { IconTrash, IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OrderInformation } from "../../domain/order/order.ts";
import { InformationSection } from "./InformationSection.tsx";
import type { OptionalPerson } from "./information-fields.ts";
import type { InformationForm } from "./use-information-form.ts";

type Props = { information: OrderInformation; person: OptionalPerson; form: InformationForm };

const ADD = {
  legalRepresentative: "information.person.addLegalRepresentative",
  certificationAgent: "information.person.addCertificationAgent",
} as const;

/** A person whom not every order names: shown when there, added or taken away while the form is open. */
export function OptionalPersonSection({ information, person, form }: Props) {
  const { t } = useTranslation();
  const { draft } = form;
  if (!draft) return information[person] && <InformationSection information={information} section={person} />;
  const set = (isThere: boolean) => form.setHas({ ...draft.has, [person]: isThere });
  if (!draft.has[person])
    return (
      <div>
        <Button variant="default" leftSection={<IconUserPlus size={14} />} onClick={() => set(true)}>
          {t(ADD[person])}
        </Button>
      </div>
    );
  const remove = (
    <Button variant="subtle" color="red" leftSection={<IconTrash size={14} />} onClick={() => set(false)}>
      {t("information.person.remove")}
    </Button>
  );
  return <InformationSection information={information} section={person} form={form} action={remove} />;
}
