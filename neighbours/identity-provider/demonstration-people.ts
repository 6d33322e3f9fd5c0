/** The cast of the demonstration: operators with a card, and cards that are refused. */
import type { Operator, OperatorRole } from "./operators.ts";

export type CardState = "good" | "expired" | "revoked" | "unowned";

export type DemonstrationPerson = Pick<Operator, "registrationAuthorities" | "clients" | "roles"> & {
  slug: string;
  givenName: string;
  familyName: string;
  /** What the sign-in page says of the card. */
  label?: string;
  description: string;
  state: CardState;
};

function person(
  slug: string,
  givenName: string,
  familyName: string,
  role: OperatorRole,
  description: string,
  more: Partial<DemonstrationPerson> = {},
): DemonstrationPerson {
  const perimeter = { registrationAuthorities: [], clients: [] };
  return { slug, givenName, familyName, roles: [role], description, state: "good", ...perimeter, ...more };
}

const of = (registrationAuthority: string) => ({
  registrationAuthorities: [registrationAuthority],
  clients: ["*"],
});

/** The expired and the revoked card belong to operators in good standing: nothing else is wrong with them. */
export const DEMONSTRATION_PEOPLE: readonly DemonstrationPerson[] = [
  person("jean-bonbeurre", "Jean", "Bonbeurre", "ROLE_RA_INTERNAL", "Opérateur d'AE interne"),
  person(
    "claire-voyante",
    "Claire",
    "Voyante",
    "ROLE_RA_EXTERNAL",
    "Opératrice d'AE externe, CERTIPLUS",
    of("CERTIPLUS"),
  ),
  person("alain-terieur", "Alain", "Térieur", "ROLE_SUPPORT", "Support"),
  person(
    "aude-itrice",
    "Aude",
    "Itrice",
    "ROLE_AUDITOR",
    "Auditrice (AED), CERTEUROPE : consultation",
    of("CERTEUROPE"),
  ),
  // Two roles, one of them by the manual's other name: their permissions are joined (ROLE-4).
  person("yves-loin", "Yves", "Loin", "ROLE_AEAE", "Opérateur d'AE externe et auditeur, AVOCATS", {
    ...of("AVOCATS"),
    roles: ["ROLE_AUDITOR", "ROLE_AEAE"],
  }),
  person("carte-expiree", "Marc", "Dépassé", "ROLE_RA_INTERNAL", "Sa période de validité est terminée", {
    label: "Carte expirée",
    state: "expired",
  }),
  person("carte-revoquee", "Rose", "Voquée", "ROLE_RA_INTERNAL", "Déclarée perdue par son opératrice", {
    label: "Carte révoquée",
    state: "revoked",
  }),
  person("carte-inconnue", "Alex", "Inconnu", "ROLE_SUPPORT", "Valable, mais à aucun opérateur du portail", {
    label: "Carte inconnue",
    state: "unowned",
  }),
];
