/** Every text of the screens, in French: the reference whose keys the other languages must have. */
import { app } from "./fr/app.ts";
import { certificates } from "./fr/certificates.ts";
import { checks } from "./fr/checks.ts";
import { documents } from "./fr/documents.ts";
import { drafts } from "./fr/drafts.ts";
import { fields } from "./fr/fields.ts";
import { journal } from "./fr/journal.ts";
import { lists } from "./fr/lists.ts";
import { merging } from "./fr/merging.ts";
import { notifications } from "./fr/notifications.ts";
import { operations } from "./fr/operations.ts";
import { orders } from "./fr/orders.ts";
import { presence } from "./fr/presence.ts";
import { shortcuts } from "./fr/shortcuts.ts";
import { signatures } from "./fr/signatures.ts";

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
