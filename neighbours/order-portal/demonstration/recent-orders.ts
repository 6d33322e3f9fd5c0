/** Orders of the last thirty days: what the operators of the demonstration have on their desks. */
import { order, type Told } from "./told-order.ts";

const RENEWAL = { type: "renewal" } as const;
const PAPER = { process: "paper" } as const;

/** Complete, waiting for an operator. */
const TO_VERIFY: Told[] = [
  order("certeurope", "Anatolie|Fleury", 0, "toVerify", "token"),
  order("vauquelin", "Armand|Vauquelin", 1, "toVerify", "token", RENEWAL),
  order("kermarec", "Yann|Le Goff", 0, "toVerify", "software", RENEWAL),
  order("bellonte", "Régis|Bellonte", 2, "toVerify", "token"),
  order("garonne", "Philippe|Castagné", 3, "toVerify", "software", RENEWAL),
  order("hetre", "Étienne|Rossignol", 1, "toVerify", "software"),
  order("forges", "Josiane|Petitjean", 4, "toVerify", "token", RENEWAL),
  order("sablon", "Clémence|Vandamme", 1, "toVerify", "software", RENEWAL),
  order("tilleuls", "Arnaud|Sauvêtre", 2, "toVerify", "token", {
    ...RENEWAL,
    comments: ["Le souscripteur demande la priorité : carte perdue, révoquée il y a trois semaines."],
  }),
  order("fievez", "Charles|Fiévez", 0, "toVerify", "token", RENEWAL),
  order("delacourt", "Agnès|Delacourt", 5, "toVerify", "token", RENEWAL),
  order("kowalski", "Stanisław|Kowalski", 3, "toVerify", "software"),
];

/** With the subscriber: not sent yet, or sent back. */
const INCOMPLETE: Told[] = [
  order("auge", "Bastien|Lecœur", 0, "created", "software"),
  order("forez", "Cédric|Faure", 6, "created", "token"),
  order("leman", "Aurélie|Favre-Bonvin", 2, "created", "software"),
  order("lemoigne", "Ève|Lemoigne", 9, "created", "token"),
  order("woevre", "Fabrice|Collignon", 14, "created", "token"),
  order("bellonte", "Odile|Bellonte", 1, "withPieces", "software"),
  order("ribeauville", "Ingrid|Schœttel", 4, "withPieces", "software", RENEWAL),
  order("wibaux", "Geoffroy|Wibaux", 7, "withPieces", "token"),
  order("halle", "Nguyên|Trần", 11, "withPieces", "software", RENEWAL),
  order("kermarec", "Gwenaëlle|Prigent", 8, "incompleteAgain", "token", {
    comments: ["Recto de la carte illisible : demandé une nouvelle copie."],
  }),
  order("vauquelin", "Théodore|Massonneau", 5, "incompleteAgain", "token"),
  order("leguennec", "Katell|Le Guennec", 12, "incompleteAgain", "software"),
  order("honore", "Sibylle|Carpentier", 3, "incompleteAgain", "token", RENEWAL),
  order("sanchez", "Amédée|Soler", 16, "incompleteAgain", "software"),
];

/** With the signatories. */
const SIGNING: Told[] = [
  order("certeurope", "Danilo|Cattaneo", 3, "signing", "token", RENEWAL),
  order("hetre", "Anaïs|Maréchal", 5, "signing", "software"),
  order("honore", "Maximilien|d'Orgeval", 4, "signing", "token", RENEWAL),
  order("forez", "Nicole|Chazelle", 7, "signing", "token"),
  order("garonne", "Inès|Castagné", 6, "partlySigned", "software"),
  order("sablon", "Sofia|Benali", 8, "partlySigned", "token"),
  order("tilleuls", "Bérengère|Guillou", 5, "partlySigned", "token"),
  order("wibaux", "Blandine|Arnaud", 9, "partlySigned", "token"),
  order("kowalski", "Zofia|Kowalski", 10, "refused", "software", {
    comments: ["Rappelé Mme Kowalski : nom d'usage à corriger avant de relancer."],
  }),
  order("lemoigne", "Ève|Lemoigne", 13, "refused", "token"),
];

/** Signed, waiting for an operator. */
const TO_VALIDATE: Told[] = [
  order("certeurope", "Héloïse|Dubois", 4, "toValidate", "token"),
  order("ribeauville", "Łukasz|Schœttel", 6, "toValidate", "software"),
  order("leman", "Tancrède|Favre", 7, "toValidate", "software"),
  order("fievez", "Ombeline|de La Tour du Breuil", 8, "toValidate", "token"),
  order("halle", "Isidore|Pasquier", 10, "toValidate", "software"),
  order("denis", "Camille|Denis", 6, "toValidate", "token"),
  order("bellonte", "Maurice|Bellonte", 9, "partlyValidated", "token"),
  order("delacourt", "Basile|Rouvière", 11, "partlyValidated", "token"),
];

/** Validated: generated, handed over, or about to be. */
const GENERATED: Told[] = [
  order("sanchez", "Carmen|Sánchez", 1, "toGenerate", "software"),
  order("woevre", "Noël|Hussenet", 1, "toGenerate", "token", RENEWAL),
  order("certeurope", "Toussaint|Aubert", 8, "toDeliver", "token"),
  order("woevre", "Marie-Ange|Thiébaut", 12, "toDeliver", "software", RENEWAL),
  order("denis", "Suzon|Hébrard", 13, "toDeliver", "token"),
  order("sanchez", "Luis|Sánchez", 18, "delivered", "software", RENEWAL),
  order("certeurope", "Élie|Grandjean", 22, "delivered", "token"),
  order("auge", "Gustave|Lecœur", 17, "cancelled", "software", {
    comments: ["Le souscripteur renonce : départ du porteur."],
  }),
  order("leguennec", "Ronan|Cadiou", 20, "cancelled", "token"),
];

/** On paper. */
const ON_PAPER: Told[] = [
  order("bellonte", "Aristide|Bellonte", 2, "created", "token", PAPER),
  order("forges", "Gérard|Montcharmont", 5, "created", "token", PAPER),
  order("auge", "Manon|Lecœur", 9, "created", "software", PAPER),
  order("tilleuls", "Côme|Ferrand", 15, "created", "token", PAPER),
  order("leguennec", "Maïwenn|Cadiou", 21, "created", "token", PAPER),
  order("vauquelin", "Mireille|Vauquelin", 26, "created", "token", { ...PAPER, type: "renewal" }),
  order("woevre", "Rosalie|Hussenet", 1, "toGenerate", "token", PAPER),
  order("sanchez", "Jules|Sánchez", 10, "toDeliver", "software", PAPER),
  order("denis", "Ambroise|Denis", 14, "toDeliver", "token", PAPER),
  order("certeurope", "Suzanne|Quéméneur", 19, "delivered", "token", PAPER),
  order("woevre", "Octave|Collignon", 25, "delivered", "token", PAPER),
  order("forez", "Pélagie|Chazelle", 24, "cancelled", "token", PAPER),
];

export const RECENT_ORDERS: Told[] = [
  ...TO_VERIFY,
  ...INCOMPLETE,
  ...SIGNING,
  ...TO_VALIDATE,
  ...GENERATED,
  ...ON_PAPER,
];
