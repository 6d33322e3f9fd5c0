/** Autorisation de demande de certificat: the organization vouches for the holder who asks for the certificate. */
import type { DocumentData } from "./document-data.ts";
import { holderRows, orderRows, organizationRows, representativeRows } from "./order-tables.ts";
import type { Sheet } from "./sheet.ts";
import { fullName, plain } from "./typography.ts";

export function writeCertificateApplication(sheet: Sheet, data: DocumentData): void {
  const { information } = data;
  const { certificationAgent, legalRepresentative, holder, organization } = information;
  const authorizing = certificationAgent ?? legalRepresentative;
  const capacity = certificationAgent ? "mandataire de certification" : "représentant légal";
  sheet.table("Demande", orderRows(data));
  sheet.table("Organisme", organizationRows(information));
  sheet.table("Porteur du certificat", holderRows(information));
  if (authorizing) sheet.table(`Autorisation donnée par le ${capacity}`, representativeRows(authorizing));
  sheet
    .heading("Demande du porteur")
    .paragraph(
      `Je soussigné(e), ${fullName(holder)}, demande à l'autorité d'enregistrement ${plain(data.registrationAuthority)} la délivrance d'un certificat électronique à mon nom, rattaché à ${plain(organization.name)}. J'atteste l'exactitude des informations ci-dessus et l'authenticité des pièces jointes à ma demande.`,
    )
    .heading(authorizing ? "Autorisation de l'organisme" : "Déclaration de l'organisme")
    .paragraph(
      authorizing
        ? `Je soussigné(e), ${fullName(authorizing)}, ${capacity} de ${plain(organization.name)}, autorise cette demande, atteste que le porteur appartient à l'organisme ou agit pour son compte, et m'engage à demander la révocation du certificat si cela cesse.`
        : `Le porteur déclare exercer en son nom propre ou disposer du pouvoir d'engager ${plain(organization.name)}, et s'engage à demander la révocation du certificat si cela cesse.`,
    );
}
