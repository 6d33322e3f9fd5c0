/** Makes the report on the signatures of one document as a PDF, to be filed with it (DETAIL-5). */
import type { SignatoryRole } from "../../domain/order/document-to-sign.ts";
import type { DocumentReport, EvidenceEvent } from "../../domain/signatures/service-evidence.ts";
import type {
  RevocationResult,
  SignatureResult,
  TimeStampResult,
} from "../../domain/signatures/signature-report.ts";
import { conclusionInFrench } from "./conclusion.ts";
import { type Row, Sheet } from "./sheet.ts";
import { dateAndTime, dateInFigures, plain } from "./typography.ts";

export type SignatureReportData = {
  orderNumber: number;
  registrationAuthority: string;
  document: string;
  /** Of the file that was validated, lower-case hexadecimal. */
  sha256: string;
  /** When it was validated. */
  date: Date;
  report: DocumentReport;
};

const REVOCATIONS: Record<RevocationResult["status"], string> = {
  good: "non révoqué",
  revoked: "révoqué",
  unknown: "état inconnu",
  notExpected: "sans révocation attendue (courte durée)",
};

/** The same data always give the same bytes. */
export function renderSignatureReport(data: SignatureReportData): Promise<Uint8Array> {
  const { report } = data;
  const sheet = new Sheet({
    title: "Rapport de signature",
    issuer: `Autorité d'enregistrement ${plain(data.registrationAuthority)}`,
    reference: [`Commande N° ${data.orderNumber}`, `Vérifié le ${dateInFigures(data.date)}`],
    date: data.date,
    archival: true,
  });
  sheet.table("Document", [
    ["Document", data.document],
    ["SHA-256", data.sha256],
    ["Vérifié le", dateAndTime(data.date)],
    ["Conclusion", conclusionInFrench(report)],
  ]);
  sheet.list(report.messages.map(({ fr }) => fr));
  for (const signature of report.signatures)
    writeSignature(
      sheet,
      signature,
      signature.field === report.serviceSeal ? "Cachet du service :" : "Signature de",
    );
  writeStamps(sheet, "Horodatages du document", report.documentTimeStamps);
  writeEvidence(sheet, report);
  return sheet.finish();
}

const inWords = (date: string | undefined) => (date ? dateAndTime(new Date(date)) : "");
const yesNo = (value: boolean) => (value ? "oui" : "non");

function writeSignature(sheet: Sheet, signature: SignatureResult, title: string): void {
  const { signer, certificate, algorithms } = signature;
  const rows: Row[] = [
    ["Conclusion", conclusionInFrench(signature)],
    ["Signataire", plain([signer?.givenName, signer?.surname].filter(Boolean).join(" "))],
    [
      "Organisation",
      plain([signer?.organization, signer?.organizationIdentifier].filter(Boolean).join(", ")),
    ],
    ["Date déclarée", inWords(signature.signingTime)],
    ["Date prouvée ou de vérification", inWords(signature.bestTime)],
    ["Niveau", signature.level === "none" ? "aucun niveau PAdES" : `PAdES ${signature.level}`],
    ["Algorithmes", algorithms ? `${algorithms.signature}, ${algorithms.digest}` : ""],
    ["Certificat", certificate ? `N° ${certificate.serial}` : ""],
    [
      "Validité",
      certificate ? `du ${inWords(certificate.notBefore)} au ${inWords(certificate.notAfter)}` : "",
    ],
    ["Chaîne", signature.chain.map(plain).join("\n")],
    ["Révocation", signature.revocation.map(revocation).join("\n")],
    ["Contenu intact", yesNo(signature.intact)],
    ["Modifié après la signature", yesNo(signature.modifiedAfter)],
  ];
  sheet.table(`${title} ${plain(signer?.commonName ?? "") || "signataire inconnu"}`, rows);
  sheet.heading("Contrôles");
  sheet.list(
    signature.checks.map(({ passed, messageFr }) => `${passed ? "Réussi" : "ÉCHEC"} : ${messageFr}`),
  );
  writeStamps(sheet, "Horodatages de la signature", signature.timeStamps);
}

const revocation = ({ subject, status, evidence }: RevocationResult) =>
  [
    `${plain(subject)} : ${REVOCATIONS[status]}`,
    evidence && `${evidence.kind === "crl" ? "liste" : "réponse OCSP"} du ${inWords(evidence.thisUpdate)}`,
  ]
    .filter(Boolean)
    .join(", ");

function writeStamps(sheet: Sheet, title: string, stamps: readonly TimeStampResult[]): void {
  if (stamps.length === 0) return;
  sheet.heading(title);
  sheet.list(
    stamps.map(({ messageFr, time, authority }) =>
      [messageFr, inWords(time), plain(authority ?? "")].filter(Boolean).join(" "),
    ),
  );
}

const SIGNATORIES: Record<SignatoryRole, string> = {
  holder: "Porteur",
  certificationAgent: "Mandataire de certification",
  legalRepresentative: "Représentant légal",
};

const EVIDENCE: Record<EvidenceEvent["what"], string> = {
  invited: "Invitation envoyée par e-mail",
  reminded: "Relance envoyée par e-mail",
  pageOpened: "Page de signature ouverte",
  documentOpened: "Document ouvert",
  codeSent: "Code à usage unique envoyé",
  codeRefused: "Code erroné",
  codeAccepted: "Code accepté",
  consentGiven: "Consentement donné",
  signed: "Signature enregistrée",
  refused: "Signature refusée",
};

/** By signatory: where one seal stands for all of them, this alone says that each agreed. */
function writeEvidence(sheet: Sheet, { evidence, serviceSeal }: DocumentReport): void {
  if (evidence.length === 0) return;
  sheet.heading("Preuves recueillies par le service de signature");
  if (serviceSeal)
    sheet.list([
      "Le service a scellé le document une seule fois, avec son propre certificat, pour tous les signataires.",
    ]);
  for (const { role, events } of evidence)
    sheet.table(
      SIGNATORIES[role],
      events.map(
        ({ at, what, ip, detail }): Row => [
          inWords(at),
          plain([EVIDENCE[what], detail, ip && `adresse ${ip}`].filter(Boolean).join(", ")),
        ],
      ),
    );
}
