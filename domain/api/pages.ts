/** The addresses of the pages: the only place where they are written. `$number` stands for one segment. */
export const PATHS = {
  home: "/",
  orders: "/commandes",
  order: "/commandes/$number",
  certificates: "/certificats",
  certificate: "/certificats/$number",
  contact: "/contact",
} as const;

const PATTERNS = Object.values(PATHS).map((path) => {
  const segments = path.replaceAll(/\$\w+/g, "[^/]+");
  return new RegExp(path === PATHS.home ? "^/$" : `^${segments}/?$`, "i");
});

/** Whether a page of the application has this path (without query); read as leniently as the browser's router does. */
export function isPagePath(path: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(path));
}

/** The path of an order's page. */
export function orderPath(number: number): string {
  return PATHS.order.replace("$number", String(number));
}
