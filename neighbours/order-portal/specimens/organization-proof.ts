/** The organization's identity: an extract of the trade register (Kbis), or of SIRENE for a profession without one. */
import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import { type Draws, drawsFor } from "./draws.ts";
import { identityOf } from "./identity.ts";
import { Paper } from "./paper.ts";

const inWords = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" });
const inFigures = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeZone: "Europe/Paris" });
const DAY = 86_400_000;

const groups = (siren: string): string => siren.replaceAll(/(\d{3})(?=\d)/g, "$1 ");

/** Lawyers and notaries are in no trade register. */
export const isRegisteredInTrade = ({ information }: IntakeOrder): boolean =>
  information.barNumber === undefined && !/étude|notaire|avocat|cabinet/i.test(information.organization.name);

/** `at`: when it is asked for; the extract is some days or weeks old, less than three months. */
export function drawOrganizationProof(order: IntakeOrder, at: Date): Promise<Uint8Array> {
  const draws = drawsFor(order.information.organization.siren);
  const date = new Date(at.getTime() - draws.number("age", 2, 60) * DAY);
  return isRegisteredInTrade(order) ? tradeRegister(order, draws, date) : sirene(order, draws, date);
}

function tradeRegister({ information }: IntakeOrder, draws: Draws, date: Date): Promise<Uint8Array> {
  const { organization, holder } = information;
  const city = holder.address.city.replace(/ \d+.*$/, "");
  const registered = new Date(Date.UTC(draws.number("year", 1992, 2019), draws.number("month", 0, 11), 14));
  const form = draws.one("form", [
    "Société par actions simplifiée",
    "Société à responsabilité limitée",
    "Société anonyme à conseil d'administration",
  ]);
  const paper = new Paper("Extrait Kbis", date);
  paper
    .text(`Greffe du Tribunal de Commerce de ${city}`, { bold: true, size: 11 })
    .text(`N° de gestion ${registered.getUTCFullYear()}B${draws.digits("file", 5)}`, {
      color: "#4c5a68",
      gap: 20,
    })
    .text("Extrait Kbis", { bold: true, size: 20, align: "center", gap: 8 })
    .text("EXTRAIT D'IMMATRICULATION PRINCIPALE AU REGISTRE DU COMMERCE ET DES SOCIÉTÉS", {
      bold: true,
      align: "center",
    })
    .text(`à jour au ${inWords.format(date)}`, { align: "center", gap: 10 })
    .section("IDENTIFICATION DE LA PERSONNE MORALE")
    .row("Immatriculation au RCS, numéro", `${groups(organization.siren)} R.C.S. ${city}`)
    .row("Date d'immatriculation", inFigures.format(registered))
    .row("Dénomination ou raison sociale", organization.name.toLocaleUpperCase("fr"))
    .row("Forme juridique", form)
    .row("Capital social", `${draws.number("capital", 8, 900)} 000,00 Euros`)
    .row("Adresse du siège", `${holder.address.street}, ${holder.address.postalCode} ${holder.address.city}`)
    .row(
      "Durée de la personne morale",
      `Jusqu'au ${inFigures.format(registered).slice(0, 6)}${registered.getUTCFullYear() + 99}`,
    )
    .row("Date de clôture de l'exercice social", "31 décembre");
  manager(paper, information);
  paper
    .section("RENSEIGNEMENTS RELATIFS À L'ACTIVITÉ ET À L'ÉTABLISSEMENT PRINCIPAL")
    .row(
      "Adresse de l'établissement",
      `${holder.address.street}, ${holder.address.postalCode} ${holder.address.city}`,
    )
    .row("Date de commencement d'activité", inFigures.format(registered))
    .row("Origine du fonds ou de l'activité", "Création")
    .row("Mode d'exploitation", "Exploitation directe")
    .space(26)
    .text("Le Greffier", { align: "right", gap: 26 })
    .text("FIN DE L'EXTRAIT", { bold: true, align: "center" });
  return paper.finish();
}

function manager(paper: Paper, { legalRepresentative, holder }: IntakeOrder["information"]): void {
  const person = legalRepresentative ?? holder;
  const { birthDate, birthPlace } = identityOf(person);
  paper
    .section("GESTION, DIRECTION, ADMINISTRATION, CONTRÔLE, ASSOCIÉS OU MEMBRES")
    .row("Qualité", (legalRepresentative?.jobTitle ?? "Président").toLocaleUpperCase("fr"))
    .row("Nom, prénoms", `${person.familyName.toLocaleUpperCase("fr")} ${person.givenName}`)
    .row("Date et lieu de naissance", `Le ${inFigures.format(birthDate)} à ${birthPlace}`)
    .row("Nationalité", "Française");
}

function sirene({ information }: IntakeOrder, draws: Draws, date: Date): Promise<Uint8Array> {
  const { organization, holder } = information;
  const notary = /notai|étude/i.test(organization.name);
  const begun = new Date(Date.UTC(draws.number("year", 1994, 2018), draws.number("month", 0, 11), 1));
  const paper = new Paper("Avis de situation au répertoire SIRENE", date);
  paper
    .text("Répertoire SIRENE", { bold: true, size: 11 })
    .text("Identification des entreprises et de leurs établissements", { color: "#4c5a68", gap: 22 })
    .text("Avis de situation au répertoire SIRENE", { bold: true, size: 18, align: "center", gap: 6 })
    .text(`À la date du ${inWords.format(date)}`, { align: "center", gap: 12 })
    .section("Description de l'entreprise")
    .row("Entreprise active depuis le", inFigures.format(begun))
    .row("Identifiant SIREN", groups(organization.siren))
    .row("Dénomination", organization.name.toLocaleUpperCase("fr"))
    .row(
      "Catégorie juridique",
      notary ? "6589 - Société civile professionnelle" : "5485 - Société d'exercice libéral",
    )
    .row("Activité principale (NAF)", "69.10Z - Activités juridiques")
    .section("Description de l'établissement siège")
    .row("Établissement actif depuis le", inFigures.format(begun))
    .row("Adresse", `${holder.address.street}, ${holder.address.postalCode} ${holder.address.city}`)
    .row("Activité principale exercée", "69.10Z - Activités juridiques")
    .space(30)
    .text("Cet avis n'a pas de valeur juridique : il décrit la situation au répertoire à la date indiquée.", {
      color: "#4c5a68",
    });
  return paper.finish();
}
