/** The mails to signatories, in French. Message identifiers are stable: a mail sent again is the same mail. */
import type { MailMessage } from "../../server/ports/mailer.ts";
import type { SignerRole } from "../../server/ports/signature-service.ts";
import { type Collection, documentsOf, signerOf } from "./collection.ts";

export const ROLE_LABELS: Record<SignerRole, string> = {
  holder: "porteur",
  certificationAgent: "mandataire de certification",
  legalRepresentative: "représentant légal",
};

const dateFormat = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "Europe/Paris",
});

/** A date as pages and mails show it. */
export const dateText = (date: Date): string => dateFormat.format(date);

function mail(
  collection: Collection,
  role: SignerRole,
  purpose: string,
  subject: string,
  lines: string[],
): MailMessage {
  const signer = signerOf(collection, role);
  return {
    messageId: `${purpose}.${role}.${collection.ref}@signature.portail-ae`,
    to: signer.email,
    subject,
    text: [`Bonjour ${signer.givenName} ${signer.familyName},`, ...lines, "Le service de signature"].join(
      "\n\n",
    ),
  };
}

function whatToSign(collection: Collection, role: SignerRole, link: string): string[] {
  const titles = documentsOf(collection, role).map((document) => `  - ${document.title}`);
  return [
    `En tant que ${ROLE_LABELS[role]}, vous êtes invité à signer (${collection.label}) :\n${titles.join("\n")}`,
    `Votre lien personnel :\n${link}`,
    `Il est valable jusqu'au ${dateText(collection.expiresAt)}. Ne le transmettez à personne : il vaut votre accès.`,
  ];
}

export function invitation(collection: Collection, role: SignerRole, link: string): MailMessage {
  const lines = whatToSign(collection, role, link);
  return mail(collection, role, "invitation", `Documents à signer : ${collection.label}`, lines);
}

/** `count`: how many were sent before. */
export function reminder(collection: Collection, role: SignerRole, link: string, count: number): MailMessage {
  const lines = ["Votre signature est toujours attendue.", ...whatToSign(collection, role, link)];
  return mail(
    collection,
    role,
    `reminder-${count + 1}`,
    `Rappel, documents à signer : ${collection.label}`,
    lines,
  );
}

/** `count`: how many codes were sent before. */
export function codeMail(collection: Collection, role: SignerRole, code: string, count: number): MailMessage {
  return mail(collection, role, `code-${count + 1}`, `Votre code de signature : ${collection.label}`, [
    `Votre code de signature est : ${code}`,
    "Il est valable 10 minutes et ne sert qu'une fois. Si vous n'avez rien demandé, ignorez ce message.",
  ]);
}
