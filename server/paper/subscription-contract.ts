/** Contrat d'abonnement: the order's data as the parties agree on them, and the terms of the service. */
import type { DocumentData } from "./document-data.ts";
import { holderRows, orderRows, organizationRows, representativeRows } from "./order-tables.ts";
import type { Sheet } from "./sheet.ts";
import { plain } from "./typography.ts";

export function writeSubscriptionContract(sheet: Sheet, data: DocumentData): void {
  const { information, medium } = data;
  const { certificationAgent, legalRepresentative, organization } = information;
  const token = medium === "token";
  sheet.paragraph(
    `Entre l'autorité d'enregistrement ${plain(data.registrationAuthority)}, ci-après « l'Autorité », et l'organisme ${plain(organization.name)}, ci-après « l'Abonné ».`,
  );
  sheet.table("Abonnement", orderRows(data));
  sheet.table("Organisme", organizationRows(information));
  sheet.table("Porteur du certificat", holderRows(information));
  if (certificationAgent) sheet.table("Mandataire de certification", representativeRows(certificationAgent));
  if (legalRepresentative) sheet.table("Représentant légal", representativeRows(legalRepresentative));
  sheet
    .heading("Article 1 – Objet")
    .paragraph(
      "L'Autorité fournit à l'Abonné, pour le porteur désigné, un certificat électronique, son support et les services de vérification, d'assistance et de révocation qui lui sont attachés.",
    )
    .heading("Article 2 – Délivrance")
    .paragraph(
      `Le certificat est produit après vérification des pièces justificatives et validation des signatures de l'Abonné. ${token ? "Le support cryptographique est remis en main propre au porteur, sur présentation de sa pièce d'identité, contre un procès-verbal de remise." : "Le certificat logiciel est remis au porteur contre un procès-verbal de remise, son mot de passe lui parvenant par une autre voie."}`,
    )
    .heading("Article 3 – Durée et renouvellement")
    .paragraph(
      `L'abonnement prend effet à la délivrance du certificat, pour ${token ? "trois ans" : "un an"}. Il n'est pas reconduit tacitement : l'Abonné est invité à le renouveler avant l'expiration du certificat.`,
    )
    .heading("Article 4 – Prix et règlement")
    .paragraph(
      "Le prix est celui de l'offre souscrite à la date de la commande, réglé lors de celle-ci. Il reste acquis à l'Autorité si le certificat est révoqué pour un motif imputable à l'Abonné.",
    )
    .heading("Article 5 – Engagements et responsabilité")
    .list([
      "L'Abonné garantit l'exactitude des informations fournies et signale tout changement sans délai.",
      "Il veille au respect par le porteur des conditions générales d'utilisation, annexées au présent contrat.",
      "L'Autorité conserve le dossier d'enregistrement et en assure la confidentialité et l'intégrité.",
      "Elle n'est tenue que des dommages directs causés par un manquement prouvé à ses obligations.",
    ])
    .heading("Article 6 – Résiliation et litiges")
    .paragraph(
      "Chaque partie peut résilier le contrat en cas de manquement grave non réparé dans les trente jours d'une mise en demeure ; le certificat est alors révoqué. Le droit français s'applique.",
    );
}
