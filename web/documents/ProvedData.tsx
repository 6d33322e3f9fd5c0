import { Anchor } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { IdentityDocumentForm } from "../information/IdentityDocumentForm.tsx";
import { InformationSection } from "../information/InformationSection.tsx";
import { OrderFields, SubscriberSection } from "../information/OrderFields.tsx";
import { infogreffeAddress } from "../navigation/paths.ts";
import { useOrder } from "../order/order-context.tsx";
import { Field, FieldGroup } from "../ui/FieldGrid.tsx";
import { formatSirenWithScheme } from "../ui/format.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";

/** The information that a piece proves. */
export function ProvedData({ piece }: { piece: SupportingDocumentKind }) {
  const order = useOrder();
  const { t } = useTranslation();
  const { information } = order;
  if (piece === "organizationId") return <OrganizationData />;
  if (piece === "holderId")
    return (
      <InformationSection
        information={information}
        section="holder"
        before={<IdentityDocumentForm besidePiece />}
      />
    );
  if (piece === "legalRepresentativeId" && information.legalRepresentative)
    return <InformationSection information={information} section="legalRepresentative" />;
  if (piece === "certificationAgentId" && information.certificationAgent)
    return <InformationSection information={information} section="certificationAgent" />;
  return (
    <>
      <FieldGroup title={t("order.section.order")}>
        <OrderFields />
      </FieldGroup>
      <SubscriberSection />
      <OrganizationData />
    </>
  );
}

/** The organization, with the way to its official page right under its number. */
function OrganizationData() {
  const order = useOrder();
  const { t } = useTranslation();
  const { name, siren } = order.information.organization;
  return (
    <FieldGroup title={t("order.section.organization")}>
      <Field label={t("fields.organization.name")}>{name}</Field>
      <Field label={t("fields.organization.siren")} note={<CheckMarks about="organization.siren" />}>
        <div>{formatSirenWithScheme(siren)}</div>
        <Anchor href={infogreffeAddress(siren)} target="_blank" rel="noopener noreferrer" size="sm">
          {t("documents.infogreffe")}
          <span className="visually-hidden"> {t("documents.opensElsewhere")}</span>{" "}
          <IconExternalLink size={13} aria-hidden />
        </Anchor>
      </Field>
    </FieldGroup>
  );
}
