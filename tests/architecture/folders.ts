/**
 * The order of the folders within each root (ARCHITECTURE.md, docs/decisions/0018): a file may import its own folder and
 * those named before it, never one named after, not even a type. A file of the root itself stands for itself.
 */
import { dirname } from "node:path";
import { filesEndingIn, importsOf, resolved } from "./source-files.ts";

export const DIRECTIONS: Record<string, readonly string[]> = {
  domain: [
    // Formats that know nothing of what they hold.
    "asn1",
    "markup",
    "api",
    "access",
    "order",
    "certificates",
    "signatures",
    "documents",
    "verification",
    "notifications",
    "journal",
    "history",
    "presence",
    "live",
    "views",
    "intake",
    "orders",
  ],
  validator: [
    "reading",
    "certificates",
    "revocation",
    "cms",
    "pdf",
    "report",
    "validation-worker.ts",
    "signature-validator.ts",
    "index.ts",
  ],
  server: [
    "platform",
    "ports",
    // The kernel: what every feature is made of.
    "journal",
    "access",
    "order",
    "lists",
    "mail",
    "paper",
    // The features; those before are used by those after.
    "certificates",
    "signatures",
    "documents",
    "verification",
    "notifications",
    "history",
    "presence",
    "live",
    "views",
    "intake",
    "orders",
    // The HTTP server.
    "web-page.ts",
    "app.ts",
    // What stands behind the ports, and what composes a process of all this.
    "connectors",
    "demonstration",
    "backup",
    "compose",
    // A process from its first line to its last.
    "start",
    "main.ts",
  ],
  web: [
    // What knows no feature: texts and languages, components, the client, the addresses of the pages.
    "i18n",
    "ui",
    "api",
    "navigation",
    "access",
    "shortcuts",
    // The kernel: what every feature needs of one order, and what all lists are made of.
    "journal",
    "presence",
    "order",
    "drafts",
    "viewer",
    "exports",
    "views",
    "lists",
    // The features; those before are used by those after.
    "certificates",
    "verification",
    "information",
    "notifications",
    "documents",
    "signatures",
    "history",
    "orders",
    // What puts all this together.
    "app",
    "main.tsx",
  ],
  neighbours: [
    "pages",
    "certification-authority",
    "identity-provider",
    "mailbox",
    "signature-service",
    "order-portal",
    "ports-door",
    "embedded-neighbours.ts",
  ],
};

/** Tests set the real parts against each other, in whatever folder they stand. */
const FOR_TESTS = /(\.(test|spec)\.tsx?|\/test-[^/]+\.ts|\/testing\.ts)$/;

/** One import of a file by another, both by their paths from the repository's root. */
export type Edge = { from: string; to: string };

const graph: Edge[] = filesEndingIn(".ts", ".tsx")
  .filter(({ path }) => !FOR_TESTS.test(path))
  .flatMap(({ path, text }) =>
    importsOf(text).flatMap(({ specifier }) => {
      const to = resolved(path, specifier);
      return to ? [{ from: path, to }] : [];
    }),
  );

/** The imports within a root, those of types alone included. */
export const importsWithin = (root: string): Edge[] =>
  graph.filter(({ from, to }) => from.startsWith(`${root}/`) && to.startsWith(`${root}/`));

/** The folder of a root in which a file lies, `order` for `server/order/operate.ts`, or its name for `server/app.ts`. */
export const folderOf = (path: string): string => path.split("/")[1] ?? "";

/** The folder in which a file lies, however deep; a file of the root itself stands for itself. */
export const deepFolderOf = (path: string): string => (path.split("/").length === 2 ? path : dirname(path));

/** What goes against the named order. */
export function againstTheOrder(root: string, order: readonly string[]): string[] {
  return importsWithin(root)
    .filter(({ from, to }) => order.indexOf(folderOf(to)) > order.indexOf(folderOf(from)))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** The folders of a root that have no place in the order, and the places that have no folder. */
export function outsideOfTheOrder(root: string, order: readonly string[]): string[] {
  const folders = new Set(
    filesEndingIn(".ts", ".tsx").flatMap(({ path }) =>
      path.startsWith(`${root}/`) && !FOR_TESTS.test(path) ? [folderOf(path)] : [],
    ),
  );
  return [...new Set([...folders, ...order])]
    .filter((folder) => !folders.has(folder) || !order.includes(folder))
    .map((folder) => `${root}/${folder}`);
}

/**
 * The circles between folders: for each knot one shortest way around it, with an import for each step. `folder` says to
 * which folder a file belongs.
 */
export function circlesOfFolders(edges: readonly Edge[], folder: (path: string) => string): string[] {
  const steps = new Map<string, Map<string, Edge>>();
  for (const edge of edges) {
    const [from, to] = [folder(edge.from), folder(edge.to)];
    if (from === to) continue;
    const next = steps.get(from) ?? new Map<string, Edge>();
    if (!next.has(to)) next.set(to, edge);
    steps.set(from, next);
  }
  const seen = new Set<string>();
  return [...steps.keys()].toSorted().flatMap((start) => {
    if (seen.has(start)) return [];
    const around = shortestWayAround(steps, start);
    for (const { from } of around) seen.add(folder(from));
    return around.length > 0 ? [around.map(({ from, to }) => `${from} → ${to}`).join(", ")] : [];
  });
}

/** Breadth first, from a folder back to itself; empty when no way leads back. */
function shortestWayAround(steps: ReadonlyMap<string, ReadonlyMap<string, Edge>>, start: string): Edge[] {
  const ways: { at: string; way: Edge[] }[] = [{ at: start, way: [] }];
  const visited = new Set<string>();
  for (const { at, way } of ways)
    for (const [to, edge] of steps.get(at) ?? []) {
      if (to === start) return [...way, edge];
      if (visited.has(to)) continue;
      visited.add(to);
      ways.push({ at: to, way: [...way, edge] });
    }
  return [];
}
