export { PATHS } from "../../domain/api/pages.ts";

/** The official page of a company, outside the portal. */
export function infogreffeAddress(siren: string): string {
  return `https://www.infogreffe.fr/entreprise/${encodeURIComponent(siren)}`;
}
