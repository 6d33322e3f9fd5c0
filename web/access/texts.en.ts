import type { TextsOf } from "../i18n/texts-of.ts";
import type * as french from "./texts.fr.ts";

export const role: TextsOf<typeof french.role> = {
  RA_INTERNAL: "Internal RA operator",
  RA_EXTERNAL: "External RA operator",
  AUDITOR: "Auditor",
  SUPPORT: "Support",
};

export const contact: TextsOf<typeof french.contact> = {
  title: "Contact",
  intro:
    "For any question about ordering electronic certificates or about an order being handled, please contact {{name}} as follows.",
  email: "E-mail address",
  phone: "Telephone",
  address: "Address",
};
