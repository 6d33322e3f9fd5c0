import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageLoader } from "../ui/PageLoader.tsx";
import classes from "./FileViewer.module.css";
import { FindBar } from "./FindBar.tsx";
import { printPages } from "./print-pages.ts";
import { renderForPrint } from "./render-for-print.ts";
import { usePdf } from "./use-pdf.ts";
import { ViewerToolbar } from "./ViewerToolbar.tsx";
import type { ViewerControls, ViewerProps } from "./viewer-props.ts";

/** A PDF: pages, zoom, rotation, search, print (DETAIL-4). */
export default function PdfViewer({ file, onDownload, onBroken }: ViewerProps) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const { state, pdf } = usePdf(container, file, onBroken);
  const [isSearching, setSearching] = useState(false);
  const viewer = pdf?.viewer;
  const controls: ViewerControls = {
    pages: {
      current: state.page,
      total: state.pages,
      goTo: (page) => {
        if (viewer) viewer.currentPageNumber = page;
      },
    },
    scale: state.scale,
    preset: state.preset,
    zoomTo: (zoom) => {
      if (viewer) viewer.currentScaleValue = String(zoom);
    },
    zoomBy: (factor) => {
      if (viewer) viewer.currentScale = Math.min(5, Math.max(0.2, viewer.currentScale * factor));
    },
    rotate: () => {
      if (viewer) viewer.pagesRotation = (viewer.pagesRotation + 90) % 360;
    },
    print: () => {
      if (pdf) void renderForPrint(pdf.document).then(printPages);
    },
  };
  return (
    <>
      <ViewerToolbar
        controls={controls}
        onDownload={onDownload}
        onSearch={() => setSearching(!isSearching)}
      />
      {isSearching && pdf && (
        <FindBar eventBus={pdf.eventBus} matches={state.matches} onClose={() => setSearching(false)} />
      )}
      <div className={classes.stage}>
        {/* biome-ignore lint/a11y/useSemanticElements: the viewer of pdf.js takes nothing but a div. */}
        <div
          ref={container}
          className={classes.container}
          role="region"
          aria-label={t("viewer.pages")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
        >
          <div className="pdfViewer" />
        </div>
        {!pdf && <PageLoader />}
      </div>
    </>
  );
}
