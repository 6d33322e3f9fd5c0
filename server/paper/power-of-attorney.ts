/** Procuration: the legal representative empowers the agent (or, without one, the holder) to act for the organization. */
import type { DocumentData } from "./document-data.ts";
import { organizationRows, representativeRows } from "./order-tables.ts";
import type { Sheet } from "./sheet.ts";
import { dateInWords, fullName, plain } from "./typography.ts";

export function writePowerOfAttorney(sheet: Sheet, data: DocumentData): void {
  const { information } = data;
  const { legalRepresentative, certificationAgent, holder, organization } = information;
  if (!legalRepresentative) throw new Error("a power of attorney needs a legal representative");
  const empowered = certificationAgent ?? holder;
  const capacity = certificationAgent ? "mandataire de certification" : "porteur du certificat";
  sheet.table("Organisme", organizationRows(information));
  sheet.table("Le mandant : le représentant légal", representativeRows(legalRepresentative));
  sheet.table(`Le mandataire : ${capacity}`, representativeRows(empowered));
  sheet
    .heading("Pouvoirs donnés")
    .paragraph(
      `Je soussigné(e), ${fullName(legalRepresentative)}, agissant en qualité de représentant légal de ${plain(organization.name)} et déclarant disposer des pouvoirs nécessaires, donne procuration à ${fullName(empowered)}, ${capacity}, qui l'accepte, pour accomplir en mon nom, auprès de l'autorité d'enregistrement ${plain(data.registrationAuthority)} :`,
    )
    .list([
      "demander la délivrance, le renouvellement et la révocation des certificats électroniques de l'organisme ;",
      "constituer et signer les dossiers de commande, et remettre les pièces justificatives demandées ;",
      "vérifier l'identité des porteurs et transmettre toute information utile à l'autorité d'enregistrement ;",
      "recevoir les supports et les remettre en main propre à leurs porteurs.",
    ])
    .heading("Durée et fin")
    .paragraph(
      `La présente procuration prend effet le ${dateInWords(data.date)} pour une durée de trois ans. Elle peut être révoquée à tout moment par écrit adressé à l'autorité d'enregistrement ; elle prend fin de plein droit lorsque le mandant ou le mandataire quitte ses fonctions.`,
    )
    .heading("Engagements")
    .paragraph(
      "Le mandataire s'engage à exercer ces pouvoirs avec loyauté, à ne pas les déléguer et à signaler sans délai tout fait qui impose la révocation d'un certificat. Le mandant demeure responsable, à l'égard de l'autorité d'enregistrement, des actes accomplis en vertu de la présente procuration.",
    );
}
