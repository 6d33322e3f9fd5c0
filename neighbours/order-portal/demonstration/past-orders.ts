/**
 * Orders of past years, all delivered: they leave the certificates that give today's orders their priority. A software
 * certificate lives a year, a token three: their age decides what they are today.
 */
import { order, type Told } from "./told-order.ts";

export const PAST_ORDERS: Told[] = [
  // Expired: their time is over.
  order("kermarec", "Yann|Le Goff", 432, "delivered", "software"),
  order("forges", "Josiane|Petitjean", 1162, "delivered", "token", { process: "paper" }),
  order("halle", "Nguyên|Trần", 395, "delivered", "software"),
  order("honore", "Maximilien|d'Orgeval", 1128, "delivered", "token"),
  order("honore", "Sibylle|Carpentier", 1125, "delivered", "token"),
  // Revoked.
  order("vauquelin", "Armand|Vauquelin", 520, "delivered", "token", {
    revoked: { daysAgo: 36, reason: "keyCompromise" },
  }),
  order("ribeauville", "Ingrid|Schœttel", 210, "delivered", "software", {
    revoked: { daysAgo: 12, reason: "affiliationChanged" },
  }),
  order("tilleuls", "Arnaud|Sauvêtre", 300, "delivered", "token", {
    revoked: { daysAgo: 21, reason: "keyCompromise" },
  }),
  order("fievez", "Charles|Fiévez", 640, "delivered", "token", {
    revoked: { daysAgo: 9, reason: "superseded" },
  }),
  // Valid, for some weeks only.
  order("garonne", "Philippe|Castagné", 343, "delivered", "software"),
  order("garonne", "Maud|Delpech", 1079, "delivered", "token"),
  order("sablon", "Clémence|Vandamme", 352, "delivered", "software"),
  order("delacourt", "Agnès|Delacourt", 1071, "delivered", "token"),
  // Valid, for long.
  order("certeurope", "Valérie|Nassivera", 402, "delivered", "token"),
  order("certeurope", "Danilo|Cattaneo", 118, "delivered", "token"),
  order("woevre", "Noël|Hussenet", 255, "delivered", "token", { process: "paper" }),
  order("sanchez", "Luis|Sánchez", 87, "delivered", "software"),
  order("denis", "Camille|Denis", 61, "delivered", "token"),
  // A revoked certificate replaced since: the valid one decides.
  order("woevre", "Marie-Ange|Thiébaut", 290, "delivered", "software", {
    revoked: { daysAgo: 260, reason: "superseded" },
  }),
  order("sanchez", "Carmen|Sánchez", 48, "cancelled", "software", {
    comments: ["Doublon de la commande précédente, annulée à la demande du souscripteur."],
  }),
];
