import type { Role } from "../../domain/access/permissions.ts";

export const role = {
  RA_INTERNAL: "Opérateur AE interne",
  RA_EXTERNAL: "Opérateur AE externe",
  AUDITOR: "Auditeur",
  SUPPORT: "Support",
} satisfies Record<Role, string>;

export const contact = {
  title: "Contact",
  intro:
    "Pour toute question relative à la commande de certificats électroniques et à la gestion d’un dossier de commande en cours, veuillez contacter {{name}} aux coordonnées indiquées ci-dessous.",
  email: "Adresse électronique",
  phone: "Téléphone",
  address: "Adresse",
};
