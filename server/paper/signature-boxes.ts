/** The places, on the last page of a document, where the signature service shows who signed. */
import type { SignatoryRole } from "../../domain/order/document-to-sign.ts";
import type { OrderInformation } from "../../domain/order/order.ts";
import { INK, PAGE, RULE, type Sheet, SOFT } from "./sheet.ts";
import { french, fullName } from "./typography.ts";

/** In points, from the bottom left corner of the page. The signature service draws inside them. */
export const SIGNATURE_BOXES: Record<SignatoryRole, { x: number; y: number; width: number; height: number }> =
  {
    holder: { x: 50, y: 70, width: 150, height: 60 },
    certificationAgent: { x: 215, y: 70, width: 150, height: 60 },
    legalRepresentative: { x: 380, y: 70, width: 150, height: 60 },
  };

const LABELS: Record<SignatoryRole, string> = {
  holder: "Le porteur",
  certificationAgent: "Le mandataire",
  legalRepresentative: "Le représentant légal",
};

/** The boxes with what is written above them: a sentence, the role, a name on two lines at most. */
const HEIGHT = 60 + 56;

/** Draws the boxes of those who sign, on this page when it has room, else on one more. */
export function drawSignatureBoxes(
  sheet: Sheet,
  signatories: readonly SignatoryRole[],
  people: Pick<OrderInformation, SignatoryRole>,
): void {
  sheet.ensure(HEIGHT + 70 - PAGE.bottom + 14);
  const { pdf } = sheet;
  const top = PAGE.height - 70 - HEIGHT;
  pdf.font("regular").fontSize(8).fillColor(SOFT);
  pdf.text(
    french("Signé électroniquement : la date et l'identité de chaque signataire figurent dans sa signature."),
    PAGE.left,
    top,
    { lineBreak: false },
  );
  for (const role of signatories) {
    const box = SIGNATURE_BOXES[role];
    const person = people[role];
    const y = PAGE.height - box.y - box.height;
    pdf.rect(box.x, y, box.width, box.height).lineWidth(0.5).stroke(RULE);
    const nameTop = person ? drawName(pdf, fullName(person), box.x, y - 4, box.width) : y - 4;
    const labelAt = { lineBreak: false };
    pdf
      .font("regular")
      .fontSize(8)
      .fillColor(SOFT)
      .text(LABELS[role], box.x, nameTop - 11, labelAt);
  }
}

/**
 * Draws a name that ends at `bottom`, and gives where it begins. A long one shrinks until two lines hold it; past that
 * it is cut: the tables above have it whole.
 */
function drawName(pdf: PDFKit.PDFDocument, name: string, x: number, bottom: number, width: number): number {
  const limit = 24;
  const heightAt = (size: number) => pdf.fontSize(size).heightOfString(name, { width });
  pdf.font("bold").fillColor(INK);
  const size = [9, 8, 7, 6].find((each) => heightAt(each) <= limit) ?? 6;
  const height = Math.min(heightAt(size), limit);
  pdf.text(name, x, bottom - height, { width, height: limit, ellipsis: true });
  return bottom - height;
}
