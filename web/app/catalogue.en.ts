/** Every text of the screens, in English; fetched when it is chosen. */
import { app } from "../i18n/en/app.ts";
import { certificates } from "../i18n/en/certificates.ts";
import { checks } from "../i18n/en/checks.ts";
import { documents } from "../i18n/en/documents.ts";
import { drafts } from "../i18n/en/drafts.ts";
import { fields } from "../i18n/en/fields.ts";
import { journal } from "../i18n/en/journal.ts";
import { lists } from "../i18n/en/lists.ts";
import { merging } from "../i18n/en/merging.ts";
import { notifications } from "../i18n/en/notifications.ts";
import { operations } from "../i18n/en/operations.ts";
import { orders } from "../i18n/en/orders.ts";
import { presence } from "../i18n/en/presence.ts";
import { shortcuts } from "../i18n/en/shortcuts.ts";
import { signatures } from "../i18n/en/signatures.ts";
import type { TextsOf } from "../i18n/texts-of.ts";
import type { fr } from "./catalogue.fr.ts";

export const en: TextsOf<typeof fr> = {
  ...app,
  lists,
  orders,
  operations,
  fields,
  documents,
  signatures,
  certificates,
  journal,
  notifications,
  presence,
  checks,
  drafts,
  merging,
  shortcuts,
};
