/** pdf.js and its viewer components, fetched when the first PDF is opened; everything from the portal's own origin. */
import type { PDFDocumentLoadingTask, PDFWorker } from "pdfjs-dist";
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { whenIdle } from "../ui/when-idle.ts";

/** Served by the build (see `vite.config.ts`). */
const RESOURCES = "/pdfjs";

/** How documents are opened. They come from outside: no script of theirs runs, no form of theirs is filled. */
const DOCUMENT_OPTIONS = {
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

/** A page that was asked for is drawn by then, in milliseconds: starting a worker would take its processor. */
const DRAWN = 500;

let spare: PDFWorker | undefined;

/**
 * A worker for one document, ready at once: another is started for the next while nothing else is to do. None is used
 * twice, so that a document that keeps its worker busy for ever keeps nobody else waiting. Whoever takes it destroys it.
 */
function takeWorker({ PDFWorker }: Pdfjs["pdfjs"]): PDFWorker {
  const worker = spare ?? PDFWorker.create({});
  spare = undefined;
  prepareWorker({ PDFWorker });
  return worker;
}

function prepareWorker({ PDFWorker }: Pick<Pdfjs["pdfjs"], "PDFWorker">): void {
  whenIdle(() => {
    spare ??= PDFWorker.create({});
  }, DRAWN);
}

/** Fetches the library and starts a worker, for a document that is about to be shown. */
export async function preloadPdfjs(): Promise<void> {
  prepareWorker((await loadPdfjs()).pdfjs);
}

/** A document being opened in a worker of its own; `close` ends both. */
export type Opening = { task: PDFDocumentLoadingTask; close(): void };

async function openDocument(file: Blob): Promise<Opening> {
  const [{ pdfjs }, bytes] = await Promise.all([loadPdfjs(), file.arrayBuffer()]);
  const worker = takeWorker(pdfjs);
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), worker, ...DOCUMENT_OPTIONS });
  return { task, close: () => void task.destroy().finally(() => worker.destroy()) };
}

let ahead: { file: Blob; opening: Promise<Opening> } | undefined;

function forget(passed: typeof ahead): void {
  passed?.opening.then(({ close }) => close()).catch(() => undefined);
}

/** Opens a document that will probably be shown next, one at a time: showing it then has only its page to draw. */
export function openAhead(file: Blob): void {
  if (ahead?.file === file) return;
  forget(ahead);
  const opening = openDocument(file);
  // Who shows it is told what is wrong with it; until then nobody asks.
  opening.then(({ task }) => task.promise).catch(() => undefined);
  ahead = { file, opening };
}

/** The document of this file, perhaps opened already. Whoever takes it closes it. */
export function takeDocument(file: Blob): Promise<Opening> {
  if (ahead?.file !== file) return openDocument(file);
  const { opening } = ahead;
  ahead = undefined;
  return opening;
}
