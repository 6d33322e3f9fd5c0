/** Every text of the screens, in French: the reference whose keys the other languages must have. */
import { app } from "../i18n/fr/app.ts";
import { certificates } from "../i18n/fr/certificates.ts";
import { checks } from "../i18n/fr/checks.ts";
import { documents } from "../i18n/fr/documents.ts";
import { drafts } from "../i18n/fr/drafts.ts";
import { fields } from "../i18n/fr/fields.ts";
import { journal } from "../i18n/fr/journal.ts";
import { lists } from "../i18n/fr/lists.ts";
import { merging } from "../i18n/fr/merging.ts";
import { notifications } from "../i18n/fr/notifications.ts";
import { operations } from "../i18n/fr/operations.ts";
import { orders } from "../i18n/fr/orders.ts";
import { presence } from "../i18n/fr/presence.ts";
import { shortcuts } from "../i18n/fr/shortcuts.ts";
import { signatures } from "../i18n/fr/signatures.ts";

export const fr = {
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
