/** Reads a PDF back, as a reader would: its text and the rectangles it draws. */
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { OrderInformation } from "../../domain/order/order.ts";
import type { DocumentData } from "./document-data.ts";

export type ReadPage = {
  text: string;
  /** Where each text begins, and ends on the right. */
  items: { text: string; x: number; y: number; right: number }[];
  boxes: number[][];
};

/** Page by page; spaces of any kind read as one. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const placed = items.flatMap((item) =>
      "str" in item && item.str.trim()
        ? [
            {
              text: item.str,
              x: item.transform[4],
              y: item.transform[5],
              right: item.transform[4] + item.width,
            },
          ]
        : [],
    );
    const text = placed.map((item) => item.text).join(" ");
    pages.push({ text: text.replaceAll(/\s+/gu, " "), items: placed, boxes: await drawnBoxes(page) });
  }
  await document.loadingTask.destroy();
  return pages;
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

/** Bounding boxes `[left, top, right, bottom]` of what is stroked, in pdfkit's coordinates. */
async function drawnBoxes(page: Page): Promise<number[][]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  return fnArray.flatMap((operation, index) => {
    if (operation !== OPS.constructPath) return [];
    const [painted, , bounds] = argsArray[index] as [number, unknown, ArrayLike<number> | null];
    return painted === OPS.stroke && bounds ? [Array.from(bounds)] : [];
  });
}

export const SAMPLE_INFORMATION: OrderInformation = {
  organization: { name: "CERTEUROPE", siren: "434202180" },
  holder: {
    familyName: "Fleury",
    givenName: "Łukasz",
    email: "a.fleury@mail.example",
    mobile: "+33639981234",
    otpContact: "+33639981234",
    address: { street: "41 RUE DE L'ECHIQUIER", postalCode: "75010", city: "Paris", country: "FR" },
  },
  certificationAgent: {
    familyName: "Aubert",
    givenName: "Toussaint",
    email: "t.aubert@mail.example",
    mobile: "+33639981235",
  },
  legalRepresentative: {
    familyName: "Nassivera",
    givenName: "Valérie",
    email: "v.nassivera@mail.example",
    mobile: "+33639981236",
    jobTitle: "Présidente",
  },
};

export const SAMPLE: DocumentData = {
  orderNumber: 5144,
  portuId: 3001,
  date: new Date("2025-05-12T22:30:00Z"),
  client: "CERTEUROPE V4",
  registrationAuthority: "CERTEUROPE",
  type: "new",
  medium: "token",
  information: SAMPLE_INFORMATION,
  signatories: ["holder", "certificationAgent", "legalRepresentative"],
};
