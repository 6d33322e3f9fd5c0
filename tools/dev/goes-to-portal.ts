/** While one develops, the browser talks to one address: Vite's server there answers for the page, the portal for the rest. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { isPagePath } from "../../domain/api/pages.ts";

const WEB = join(import.meta.dirname, "../../web");

/** What Vite makes up itself (`/@vite/client`, `/@fs/…`, `/__open-in-editor`), and what it serves out of packages. */
const OF_VITE = /^\/(@|__|node_modules\/|pdfjs\/)/;

/** Whether the portal answers this request: it is for no page, no source file of the browser's side and nothing of Vite's. */
export function goesToPortal(url: string): boolean {
  const path = url.replace(/[?#].*$/s, "");
  return !isPagePath(path) && !OF_VITE.test(path) && !isSourceOfPage(path);
}

function isSourceOfPage(path: string): boolean {
  return statSync(join(WEB, path), { throwIfNoEntry: false })?.isFile() === true;
}
