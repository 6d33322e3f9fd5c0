import type { PDFDocumentProxy } from "pdfjs-dist";

/** Dots per inch of what goes to the printer; PDF units are 72 to the inch. */
const PRINT_SCALE = 150 / 72;

/** Every page of a PDF as a picture. */
export async function renderForPrint(document: PDFDocumentProxy): Promise<Blob[]> {
  const pages: Blob[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: PRINT_SCALE });
    const canvas = globalThis.document.createElement("canvas");
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await page.render({ canvas, viewport, intent: "print" }).promise;
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (picture) pages.push(picture);
  }
  return pages;
}
