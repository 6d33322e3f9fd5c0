/** The form of a new order: flat names in the page, the intake's shape towards the portal. */
import type { IntakeOrder } from "../../domain/intake/intake-api.ts";

export type Form = Record<string, string | undefined>;

/** The groups of the form, in the order of the page; a group left empty is a person the order does not name. */
export const GROUPS = [
  {
    prefix: "subscriber",
    legend: "Souscripteur",
    optional: false,
    fields: ["givenName", "familyName", "email"],
  },
  { prefix: "organization", legend: "Organisme", optional: false, fields: ["name", "siren"] },
  {
    prefix: "holder",
    legend: "Porteur",
    optional: false,
    fields: ["givenName", "familyName", "email", "mobile", "street", "postalCode", "city"],
  },
  {
    prefix: "legalRepresentative",
    legend: "Représentant légal",
    optional: true,
    fields: ["givenName", "familyName", "email", "mobile"],
  },
  {
    prefix: "certificationAgent",
    legend: "Mandataire de certification",
    optional: true,
    fields: ["givenName", "familyName", "email", "mobile"],
  },
  { prefix: "lawyer", legend: "Avocat", optional: true, fields: ["cnbfNumber", "barNumber"] },
] as const;

export const LABELS: Record<string, string> = {
  givenName: "Prénom",
  familyName: "Nom",
  email: "E-mail",
  mobile: "Mobile (+33…)",
  name: "Nom de l'organisme",
  siren: "SIREN",
  street: "Adresse",
  postalCode: "Code postal",
  city: "Ville",
  cnbfNumber: "N° CNBF",
  barNumber: "N° barreau",
};

/** What « Remplir avec un exemple » fills in. */
export const EXAMPLE: Form = {
  registrationAuthority: "CERTEUROPE",
  client: "CERTEUROPE V4",
  process: "digital",
  type: "new",
  medium: "software",
  "subscriber.givenName": "Danilo",
  "subscriber.familyName": "Cattaneo",
  "subscriber.email": "d.cattaneo@mail.example",
  "organization.name": "CERTEUROPE",
  "organization.siren": "434202180",
  "holder.givenName": "Anatolie",
  "holder.familyName": "Fleury",
  "holder.email": "a.fleury@mail.example",
  "holder.mobile": "+33639980808",
  "holder.street": "41 RUE DE L'ECHIQUIER",
  "holder.postalCode": "75010",
  "holder.city": "Paris",
  "legalRepresentative.givenName": "Valérie",
  "legalRepresentative.familyName": "Nassivera",
  "legalRepresentative.email": "v.nassivera@mail.example",
  "legalRepresentative.mobile": "+33639980809",
  "certificationAgent.givenName": "Toussaint",
  "certificationAgent.familyName": "Aubert",
  "certificationAgent.email": "t.aubert@mail.example",
  "certificationAgent.mobile": "+33639980810",
};

/** The order that the form says, as it is: whether it is right is for the portal to tell. */
export function orderFromForm(form: Form, portuId: number): IntakeOrder {
  const value = (name: string) => (form[name] ?? "").trim();
  const digits = (name: string) => value(name).replaceAll(/[\s.]/g, "");
  const person = (prefix: string) => ({
    givenName: value(`${prefix}.givenName`),
    familyName: value(`${prefix}.familyName`),
    email: value(`${prefix}.email`),
    mobile: digits(`${prefix}.mobile`),
  });
  const optional = <T extends object>(name: string, given: T) =>
    Object.values(given).some((field) => field !== "") ? { [name]: given } : {};
  const filled = (name: string, from: string) => (value(from) ? { [name]: value(from) } : {});
  const { mobile: _none, ...subscriber } = person("subscriber");
  const order = {
    portuId,
    client: value("client"),
    process: value("process"),
    type: value("type"),
    medium: value("medium"),
    subscriber: { accountId: value("subscriber.email") || "compte", ...subscriber },
    information: {
      organization: { name: value("organization.name"), siren: digits("organization.siren") },
      holder: {
        ...person("holder"),
        otpContact: value("holder.email"),
        address: {
          street: value("holder.street"),
          postalCode: value("holder.postalCode"),
          city: value("holder.city"),
          country: "FR",
        },
      },
      ...optional("legalRepresentative", person("legalRepresentative")),
      ...optional("certificationAgent", person("certificationAgent")),
      ...filled("cnbfNumber", "lawyer.cnbfNumber"),
      ...filled("barNumber", "lawyer.barNumber"),
    },
  };
  return order as IntakeOrder;
}
