/** Authorities, their clients, and the organizations that order from them. */
import { isLuhn } from "../../../domain/order/fields.ts";
import { asciiName, familyName } from "./people.ts";
import { pick, pickWeighted, randomOf } from "./random.ts";

export type LoadClient = { authority: string; code: string; weight: number; lawyers?: true };

/** One large client, a few middling ones, many small. */
export const CLIENTS: readonly LoadClient[] = [
  { authority: "CERTEUROPE", code: "CERTEUROPE V4", weight: 60 },
  { authority: "CERTEUROPE", code: "CERTEUROPE EIDAS", weight: 14 },
  { authority: "CERTIPLUS", code: "CERTIPLUS PRO", weight: 8 },
  { authority: "CERTIPLUS", code: "CERTIPLUS COLLECTIVITÉS", weight: 3 },
  { authority: "AVOCATS", code: "BARREAU DE PARIS", weight: 4, lawyers: true },
  { authority: "AVOCATS", code: "BARREAU DE LYON", weight: 1.5, lawyers: true },
  { authority: "AVOCATS", code: "ORDRE DES NOTAIRES", weight: 2 },
  { authority: "SANTE", code: "SANTÉ PRO", weight: 2.5 },
  { authority: "EXPERTS", code: "EXPERTS-COMPTABLES", weight: 2 },
  { authority: "EXPERTS", code: "COMMISSAIRES AUX COMPTES", weight: 1 },
  { authority: "METIERS", code: "CHAMBRE DES MÉTIERS", weight: 1.2 },
  { authority: "METIERS", code: "BÂTIMENT SERVICES", weight: 0.8 },
];

export const AUTHORITIES = [...new Set(CLIENTS.map(({ authority }) => authority))];

const TRADES = [
  "Transports",
  "Boulangerie",
  "Menuiserie",
  "Conseil",
  "Pharmacie",
  "Garage",
  "Éditions",
  "Ateliers",
];
const FORMS = ["SAS", "SARL", "EURL", "SA", "SCOP"];

/** `organizations` ninths-digit keys apart: a stride that shares no factor with the range visits every number once. */
const RANGE = 89_999_999;
const STRIDE = 48_271_067;

/** The SIREN of an organization: eight digits of its own, then the key that makes the Luhn sum hold (INSEE). */
export function sirenOf(index: number): string {
  const base = String(10_000_000 + Number((BigInt(index) * BigInt(STRIDE)) % BigInt(RANGE)));
  for (let key = 0; key < 10; key++) if (isLuhn(`${base}${key}`)) return `${base}${key}`;
  throw new RangeError(`no key for ${base}`);
}

export type LoadOrganization = { client: LoadClient; name: string; siren: string; domain: string };

/** The organization with this index; law firms order through the lawyers' clients. */
export function organizationOf(seed: number, index: number): LoadOrganization {
  const random = randomOf(seed, 1, index);
  const client = pickWeighted(random, CLIENTS);
  const founder = familyName(random);
  const name = client.lawyers
    ? `Cabinet ${founder} & Associés`
    : `${pick(random, FORMS)} ${pick(random, TRADES)} ${founder}`;
  return { client, name, siren: sirenOf(index), domain: `${asciiName(founder)}-${index}.example` };
}
