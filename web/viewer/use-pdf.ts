import type { PDFDocumentProxy } from "pdfjs-dist";
import type { EventBus, PDFViewer } from "pdfjs-dist/web/pdf_viewer.mjs";
import { type RefObject, useEffect, useRef, useState } from "react";
import { loadPdfjs, takeDocument } from "./pdfjs.ts";
import { ZOOM_PRESETS, type ZoomPreset } from "./viewer-props.ts";

export type Matches = { current: number; total: number };
export type PdfState = {
  page: number;
  pages: number;
  scale: number;
  preset: ZoomPreset | undefined;
  matches: Matches;
};
export type OpenPdf = { document: PDFDocumentProxy; viewer: PDFViewer; eventBus: EventBus };

const AT_FIRST: PdfState = { page: 1, pages: 0, scale: 1, preset: "auto", matches: { current: 0, total: 0 } };

/** Lays a PDF out in a container with the viewer of pdf.js, and follows what it does. */
export function usePdf(container: RefObject<HTMLDivElement | null>, file: Blob, onBroken: () => void) {
  const [state, setState] = useState(AT_FIRST);
  const [pdf, setPdf] = useState<OpenPdf>();
  const tellBroken = useRef(onBroken);
  tellBroken.current = onBroken;

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const stop = new AbortController();
    void open(element, file, stop.signal, (patch) => setState((before) => ({ ...before, ...patch })))
      .then((opened) => opened && setPdf(opened))
      .catch(() => !stop.signal.aborted && tellBroken.current());
    return () => stop.abort();
  }, [container, file]);

  return { state, pdf };
}

type Follow = (patch: Partial<PdfState>) => void;

async function open(container: HTMLDivElement, file: Blob, signal: AbortSignal, follow: Follow) {
  const [{ pdfjs, viewer: components }, { task, close }] = await Promise.all([
    loadPdfjs(),
    takeDocument(file),
  ]);
  signal.addEventListener("abort", close);
  if (signal.aborted) close();
  const document = await task.promise;
  const eventBus = new components.EventBus();
  const linkService = new components.PDFLinkService({
    eventBus,
    externalLinkTarget: 2,
    externalLinkRel: "noopener noreferrer",
  });
  const findController = new components.PDFFindController({ eventBus, linkService });
  const viewer = new components.PDFViewer({
    container,
    eventBus,
    linkService,
    findController,
    annotationMode: pdfjs.AnnotationMode.ENABLE,
  });
  linkService.setViewer(viewer);
  followEvents(eventBus, viewer, follow);
  viewer.setDocument(document);
  linkService.setDocument(document);
  keepFitting(container, viewer, signal);
  signal.addEventListener("abort", () => viewer.cleanup());
  follow({ pages: document.numPages });
  return { document, viewer, eventBus };
}

function followEvents(eventBus: EventBus, viewer: PDFViewer, follow: Follow): void {
  eventBus.on("pagesinit", () => {
    viewer.currentScaleValue = "auto";
  });
  eventBus.on("pagechanging", ({ pageNumber }: { pageNumber: number }) => follow({ page: pageNumber }));
  eventBus.on("scalechanging", ({ scale, presetValue }: { scale: number; presetValue?: string }) =>
    follow({ scale, preset: ZOOM_PRESETS.find((preset) => preset === presetValue) }),
  );
  const followMatches = ({ matchesCount }: { matchesCount: Matches }) =>
    follow({ matches: { current: matchesCount.current, total: matchesCount.total } });
  eventBus.on("updatefindmatchescount", followMatches);
  eventBus.on("updatefindcontrolstate", followMatches);
}

/** A zoom that fits goes on fitting when the window changes. */
function keepFitting(container: HTMLDivElement, viewer: PDFViewer, signal: AbortSignal): void {
  const observer = new ResizeObserver(() => {
    const zoom = viewer.currentScaleValue;
    if (ZOOM_PRESETS.some((preset) => preset === zoom)) viewer.currentScaleValue = zoom;
    viewer.update();
  });
  observer.observe(container);
  signal.addEventListener("abort", () => observer.disconnect());
}
