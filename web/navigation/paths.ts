import { PATHS } from "../../domain/api/pages.ts";

export { PATHS };

/** The pages that show a list. */
export type ListPath = typeof PATHS.orders | typeof PATHS.certificates;

/** The official page of a company, outside the portal. */
export function infogreffeAddress(siren: string): string {
  return `https://www.infogreffe.fr/entreprise/${encodeURIComponent(siren)}`;
}
