/** The addresses of the pages: the only place where they are written. */
export const PATHS = {
  orders: "/commandes",
  order: "/commandes/$number",
  certificates: "/certificats",
  certificate: "/certificats/$number",
  contact: "/contact",
} as const;

/** The official page of a company, outside the portal. */
export function infogreffeAddress(siren: string): string {
  return `https://www.infogreffe.fr/entreprise/${encodeURIComponent(siren)}`;
}
