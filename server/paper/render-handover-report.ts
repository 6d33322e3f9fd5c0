/** Makes the hand-over report (*PV de remise*), printed and signed by hand when the certificate is handed over. */
import type { IdentityDocument, Medium, OrderInformation } from "../../domain/order/order.ts";
import { organizationRows } from "./order-tables.ts";
import { INK, PAGE, RULE, Sheet, SOFT } from "./sheet.ts";
import {
  dateAndTime,
  dateInFigures,
  french,
  fullName,
  IDENTITY_DOCUMENT_LABELS,
  MEDIUM_LABELS,
  phoneInWords,
  plain,
} from "./typography.ts";

export type HandoverData = {
  orderNumber: number;
  /** When the report is made. */
  date: Date;
  operatorName: string;
  registrationAuthority: string;
  medium: Medium;
  information: OrderInformation;
  identityDocument: IdentityDocument | null;
  certificate: {
    number: number;
    serialNumber: string;
    subjectDn: string;
    issuerDn: string;
    notBefore: Date;
    notAfter: Date;
  };
};

/** The same data always give the same bytes: the history keeps the hash. */
export async function renderHandoverReport(data: HandoverData): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: "Procès-verbal de remise d'un certificat électronique",
    issuer: `Autorité d'enregistrement ${plain(data.registrationAuthority)}`,
    reference: [`Commande N° ${data.orderNumber}`, `Établi le ${dateInFigures(data.date)}`],
    date: data.date,
    archival: true,
  });
  writeParties(sheet, data);
  writeCertificate(sheet, data);
  writeAcknowledgement(sheet, data);
  drawHandwrittenPlaces(sheet, data);
  return sheet.finish();
}

function writeParties(sheet: Sheet, data: HandoverData): void {
  const { information, identityDocument: shown } = data;
  const { holder } = information;
  const identity = shown ? `${IDENTITY_DOCUMENT_LABELS[shown.type]} N° ${plain(shown.number)}` : "";
  sheet.table("Remis par", [
    ["Opérateur", plain(data.operatorName)],
    ["Autorité d'enregistrement", plain(data.registrationAuthority)],
  ]);
  sheet.table("Remis à", [
    ["Porteur", fullName(holder)],
    ["Pièce d'identité présentée", french(identity)],
    ["Adresse électronique", plain(holder.email)],
    ["Téléphone mobile", phoneInWords(holder.mobile)],
  ]);
  sheet.table("Organisme", organizationRows(information));
}

function writeCertificate(sheet: Sheet, { certificate, medium }: HandoverData): void {
  const { notBefore, notAfter } = certificate;
  sheet.table("Certificat remis", [
    ["Support", MEDIUM_LABELS[medium]],
    ["N° de certificat", String(certificate.number)],
    ["Titulaire (DN)", plain(certificate.subjectDn)],
    ["Émetteur", plain(certificate.issuerDn)],
    ["N° de série", (plain(certificate.serialNumber).match(/.{1,4}/gu) ?? []).join(" ").toUpperCase()],
    ["Validité", `du ${dateAndTime(notBefore)} au ${dateAndTime(notAfter)}`],
  ]);
}

function writeAcknowledgement(sheet: Sheet, { medium }: HandoverData): void {
  const token = medium === "token";
  sheet
    .heading("Le porteur reconnaît")
    .list([
      token
        ? "avoir reçu en main propre le support cryptographique désigné ci-dessus, en bon état apparent ;"
        : "avoir reçu le fichier de son certificat logiciel, et son mot de passe par une autre voie ;",
      "avoir présenté l'original de sa pièce d'identité, vérifié par l'opérateur ;",
      "avoir contrôlé les informations de son certificat, les reconnaître exactes et l'accepter ;",
      token
        ? "avoir choisi son code confidentiel, qu'il est seul à connaître ;"
        : "être seul à connaître ce mot de passe et seul à disposer du fichier ;",
      "savoir qu'il doit demander sans délai la révocation en cas de perte, de vol ou de compromission.",
    ]);
}

/** Place and date are filled by hand: the hand-over may take place after the report is made. */
function drawHandwrittenPlaces(sheet: Sheet, data: HandoverData): void {
  const height = 128;
  sheet.ensure(height).space(6);
  const { pdf } = sheet;
  const top = sheet.y;
  pdf.font("regular").fontSize(9).fillColor(INK);
  const dots = (count: number) => ".".repeat(count);
  pdf.text(`Fait à ${dots(52)}, le ${dots(34)}, en deux exemplaires.`, PAGE.left, top, { lineBreak: false });
  const places: [string, string, number][] = [
    ["L'opérateur", plain(data.operatorName), PAGE.left],
    ["Le porteur", fullName(data.information.holder), PAGE.left + 255],
  ];
  for (const [role, name, x] of places) {
    pdf
      .font("regular")
      .fontSize(8)
      .fillColor(SOFT)
      .text(role, x, top + 20, { lineBreak: false });
    const line = { width: 240, height: 11, ellipsis: true };
    pdf
      .font("bold")
      .fontSize(8.5)
      .fillColor(INK)
      .text(name, x, top + 31, line);
    pdf
      .rect(x, top + 45, 240, 72)
      .lineWidth(0.5)
      .stroke(RULE);
    pdf
      .font("regular")
      .fontSize(7)
      .fillColor(SOFT)
      .text("Signature manuscrite", x + 6, top + 49, { lineBreak: false });
  }
}
