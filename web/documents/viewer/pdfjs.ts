/** pdf.js and its viewer components, fetched when the first PDF is opened; everything from the portal's own origin. */
import type { PDFWorker } from "pdfjs-dist";
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { whenIdle } from "../../ui/when-idle.ts";

/** Served by the build (see `vite.config.ts`). */
const RESOURCES = "/pdfjs";

/** How documents are opened. They come from outside: no script of theirs runs, no form of theirs is filled. */
export const DOCUMENT_OPTIONS = {
  cMapUrl: `${RESOURCES}/cmaps/`,
  standardFontDataUrl: `${RESOURCES}/standard_fonts/`,
  wasmUrl: `${RESOURCES}/wasm/`,
  iccUrl: `${RESOURCES}/iccs/`,
  // The content security policy forbids compiling WebAssembly: the decoders written in JavaScript do the same.
  useWasm: false,
  enableXfa: false,
} as const;

async function load() {
  const pdfjs = await import("pdfjs-dist");
  pdfjs.GlobalWorkerOptions.workerSrc = workerAddress;
  // The viewer components find the library in a global that the library itself sets: they must come second.
  const [viewer] = await Promise.all([
    import("pdfjs-dist/web/pdf_viewer.mjs"),
    import("pdfjs-dist/web/pdf_viewer.css"),
  ]);
  return { pdfjs, viewer };
}

let loading: ReturnType<typeof load> | undefined;

export type Pdfjs = Awaited<ReturnType<typeof load>>;

export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= load().catch((error: unknown) => {
    // The next attempt starts afresh.
    loading = undefined;
    throw error;
  });
  return loading;
}

let spare: PDFWorker | undefined;

/**
 * A worker for one document, ready at once: another is started for the next while nothing else is to do. None is used
 * twice, so that a document that keeps its worker busy for ever keeps nobody else waiting. Whoever takes it destroys it.
 */
export function takeWorker({ PDFWorker }: Pdfjs["pdfjs"]): PDFWorker {
  const worker = spare ?? PDFWorker.create({});
  spare = undefined;
  prepareWorker({ PDFWorker });
  return worker;
}

function prepareWorker({ PDFWorker }: Pick<Pdfjs["pdfjs"], "PDFWorker">): void {
  whenIdle(() => {
    spare ??= PDFWorker.create({});
  });
}

/** Fetches the library and starts a worker, for a document that is about to be shown. */
export async function preloadPdfjs(): Promise<void> {
  prepareWorker((await loadPdfjs()).pdfjs);
}
