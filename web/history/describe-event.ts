/** Journal entries in words: what happened, and the old and new values (HISTORY-1). */
import type { TFunction } from "i18next";
import type { FieldChange, JournalEvent } from "../../domain/journal/journal.ts";
import { revocationReasonInWords } from "../certificates/revocation-reason.ts";
import type { Exists } from "../journal/kind-of-event.ts";
import { explain } from "../signatures/explain.ts";
import { formatDay } from "../ui/format.ts";
import { valueOfField } from "./value-of-field.ts";

export type Change = { label: string; from: string | null; to: string | null };

/** The event as one sentence. */
export function sentenceOf(event: JournalEvent, t: TFunction, exists: Exists): string {
  switch (event.type) {
    case "orderCreated":
      return t("journal.event.orderCreated", { portuId: event.portuId });
    case "pieceUploaded":
      return t("journal.event.pieceUploaded", { piece: t(`order.piece.${event.kind}`) });
    case "pieceDated":
      return t("journal.event.pieceDated", { piece: t(`order.piece.${event.kind}`) });
    case "pieceJudged":
      return t("journal.event.pieceJudged", { piece: t(`order.piece.${event.kind}`) });
    case "attachmentAdded":
      return t("journal.event.attachmentAdded", { fileName: event.fileName });
    case "identityDocumentRead":
      return t("journal.event.identityDocumentRead", { piece: t(`order.piece.${event.kind}`) });
    case "notificationRequested":
      return t("journal.event.notificationRequested", { subject: event.subject });
    case "notificationResent":
      return t("journal.event.notificationResent", { subject: event.subject });
    case "mailSent":
      return t("journal.event.mailSent", { purpose: purposeOf(event.purpose, t, exists) });
    case "mailFailed":
      return t("journal.event.mailFailed", { purpose: purposeOf(event.purpose, t, exists) });
    case "documentsSigned":
      return t("journal.event.documentsSigned", { signatory: t(`order.signatory.${event.signatory}`) });
    case "signatureCollectionStopped":
      return t("journal.event.signatureCollectionStopped", { cause: t(`history.cause.${event.cause}`) });
    case "signaturesValidated":
      return t(event.reason ? "history.signaturesAccepted" : "journal.event.signaturesValidated", {
        document: t(`order.toSign.${event.document}`),
      });
    case "certificateGenerated":
      return t("journal.event.certificateGenerated", { certificateNumber: event.certificateNumber });
    case "revocationRequested":
      return t("journal.event.revocationRequested", { certificateNumber: event.certificateNumber });
    case "certificateRevoked":
      return t("journal.event.certificateRevoked", { certificateNumber: event.certificateNumber });
    case "listExported":
      return t("journal.event.listExported", { rows: event.rows });
    default:
      return t(`journal.event.${event.type}`);
  }
}

/** A longer text that belongs to the event: a comment, a message, an answer. */
export function textOf(event: JournalEvent, t: TFunction): string | undefined {
  switch (event.type) {
    case "commentAdded":
    case "notificationRequested":
      return event.text;
    case "mailFailed":
      return event.answer && t("history.answer", { answer: event.answer });
    case "revocationRequested":
    case "certificateRevoked":
      return revocationReasonInWords(event.reason, t);
    case "issuanceRejected":
    case "signatureCollectionStopped":
      return event.reason && explain(event.reason, t);
    case "signaturesValidated":
      return event.reason;
    case "pieceUploaded":
      return event.fileName;
    case "pieceJudged":
      return [event.reason && t(`order.nonCompliance.${event.reason}`), event.remark, event.fileName]
        .filter(Boolean)
        .join("\n");
    case "certificateGenerated":
      return event.subjectDn;
    case "signatureCollectionLaunched":
      return event.documents.map((kind) => t(`order.toSign.${kind}`)).join(", ");
    default:
      return undefined;
  }
}

/** Old and new values. */
export function changesOf(event: JournalEvent, t: TFunction, exists: Exists): Change[] {
  if (event.type === "informationModified") {
    return event.changes.map(({ field, from, to }: FieldChange) => ({
      label: labelOfField(field, t, exists),
      from: valueOfField(field, from),
      to: valueOfField(field, to),
    }));
  }
  if (event.type === "identityDocumentEntered") {
    const inWords = (entered: typeof event.from) =>
      entered && `${t(`order.identityDocumentType.${entered.type}`)} ${entered.number}`;
    const change = (field: "issuedOn" | "expiresOn") => ({
      label: t(`fields.identityDocument.${field}`),
      from: dayOrNull(event.from?.[field]),
      to: dayOrNull(event.to[field]),
    });
    return [
      { label: t("fields.identityDocument.type"), from: inWords(event.from), to: inWords(event.to) },
      ...[change("issuedOn"), change("expiresOn")].filter(({ from, to }) => from !== to),
    ];
  }
  if (event.type === "pieceDated") {
    const [from, to] = [dayOrNull(event.issuedFrom), dayOrNull(event.issuedOn)];
    return [{ label: t("checks.issueDate.label"), from, to }];
  }
  if (event.type === "pieceJudged") {
    const inWords = (outcome: typeof event.from) => outcome && t(`documents.verdict.${outcome}`);
    return [{ label: t("documents.verdict.title"), from: inWords(event.from), to: inWords(event.outcome) }];
  }
  if ("from" in event && event.from !== event.to) {
    const status = (value: typeof event.from) => t(`order.status.${value}`);
    return [{ label: t("history.status"), from: status(event.from), to: status(event.to) }];
  }
  return [];
}

const dayOrNull = (day: string | null | undefined) => (day ? formatDay(day) : null);

/** `holder.familyName` as "Porteur, Nom". A field that the screens do not know keeps its own name. */
function labelOfField(field: string, t: TFunction, exists: Exists): string {
  const key = `fields.${field}`;
  if (!exists(key)) return field;
  const section = `order.section.${field.split(".")[0]}`;
  const label = t(key as "fields.cnbfNumber");
  return exists(section) ? `${t(section as "order.section.holder")}, ${label}` : label;
}

function purposeOf(purpose: string, t: TFunction, exists: Exists): string {
  const key = `history.purpose.${purpose}`;
  return exists(key) ? t(key as "history.purpose.toVerify") : purpose;
}
