/** Every text of the screens, in English; fetched when it is chosen. */
import { app } from "./en/app.ts";
import { certificates } from "./en/certificates.ts";
import { checks } from "./en/checks.ts";
import { documents } from "./en/documents.ts";
import { drafts } from "./en/drafts.ts";
import { fields } from "./en/fields.ts";
import { journal } from "./en/journal.ts";
import { lists } from "./en/lists.ts";
import { merging } from "./en/merging.ts";
import { notifications } from "./en/notifications.ts";
import { operations } from "./en/operations.ts";
import { orders } from "./en/orders.ts";
import { presence } from "./en/presence.ts";
import { shortcuts } from "./en/shortcuts.ts";
import { signatures } from "./en/signatures.ts";
import type { fr } from "./fr.ts";
import type { TextsOf } from "./texts.ts";

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
