/**
 * The organizations of the demonstration: invented, but for the two of the manual. Each has one account at the order
 * portal, hence one history of certificates: the comment of each says which (LIST-2).
 */

export type DemonstrationOrganization = {
  registrationAuthority: "CERTEUROPE" | "CERTIPLUS" | "AVOCATS";
  client: string;
  name: string;
  siren: string;
  /** Street, postal code, city. */
  address: [street: string, postalCode: string, city: string];
  domain: string;
  /** Given and family name, then title. The account at the order portal. */
  subscriber: [givenName: string, familyName: string];
  representative?: [givenName: string, familyName: string, jobTitle: string];
  agent?: [givenName: string, familyName: string, jobTitle?: string];
  barNumber?: string;
  cnbfNumber?: string;
};

type Body = Omit<DemonstrationOrganization, "registrationAuthority" | "client">;

const under =
  (registrationAuthority: DemonstrationOrganization["registrationAuthority"], client: string) =>
  (body: Body): DemonstrationOrganization => ({ registrationAuthority, client, ...body });

const v4 = under("CERTEUROPE", "CERTEUROPE V4");
const eidas = under("CERTEUROPE", "CERTEUROPE EIDAS");
const pro = under("CERTIPLUS", "CERTIPLUS PRO");
const paris = under("AVOCATS", "BARREAU DE PARIS");
const notaires = under("AVOCATS", "ORDRE DES NOTAIRES");

export const ORGANIZATIONS = {
  /** A valid certificate, for long. */
  certeurope: v4({
    name: "CERTEUROPE",
    siren: "434202180",
    address: ["41 RUE DE L'ECHIQUIER", "75010", "Paris"],
    domain: "mail.example",
    subscriber: ["Héloïse", "Dubois"],
    representative: ["Valérie", "Nassivera", "Présidente"],
    agent: ["Toussaint", "Aubert", "Responsable de la sécurité"],
  }),
  /** A revoked one. */
  vauquelin: v4({
    name: "Ateliers Vauquelin",
    siren: "512403171",
    address: ["18 QUAI ARLOING", "69009", "Lyon"],
    domain: "ateliers-vauquelin.example",
    subscriber: ["Mireille", "Vauquelin"],
    representative: ["Armand", "Vauquelin", "Gérant"],
  }),
  /** An expired one. */
  kermarec: v4({
    name: "Laboratoires Kermarec",
    siren: "488091232",
    address: ["7 RUE DE SIAM", "29200", "Brest"],
    domain: "labo-kermarec.example",
    subscriber: ["Solenn", "Kermarec"],
    representative: ["Yann", "Le Goff", "Directeur général"],
    agent: ["Gwenaëlle", "Prigent"],
  }),
  /** None yet. */
  bellonte: v4({
    name: "Transports Bellonte & Fils",
    siren: "332177658",
    address: ["120 AVENUE DE LA RÉPUBLIQUE", "63100", "Clermont-Ferrand"],
    domain: "bellonte.example",
    subscriber: ["Odile", "Bellonte"],
    representative: ["Régis", "Bellonte", "Président"],
  }),
  /** None yet. */
  auge: v4({
    name: "Menuiserie du Pays d'Auge",
    siren: "790264188",
    address: ["3 CHEMIN DES LAVOIRS", "14100", "Lisieux"],
    domain: "menuiserie-auge.example",
    subscriber: ["Bastien", "Lecœur"],
  }),
  /** A valid one that expires within weeks. */
  garonne: eidas({
    name: "Cœur de Garonne Énergie",
    siren: "405619826",
    address: ["55 ALLÉES JEAN-JAURÈS", "31000", "Toulouse"],
    domain: "garonne-energie.example",
    subscriber: ["Inès", "Castagné"],
    representative: ["Philippe", "Castagné", "Directeur général"],
    agent: ["Maud", "Delpech", "Secrétaire générale"],
  }),
  /** A revoked one. */
  ribeauville: eidas({
    name: "Imprimerie de Ribeauvillé",
    siren: "533880712",
    address: ["9 GRAND'RUE", "68150", "Ribeauvillé"],
    domain: "imprimerie-ribeauville.example",
    subscriber: ["Łukasz", "Schœttel"],
    representative: ["Ingrid", "Schœttel", "Gérante"],
  }),
  /** A valid one, for long. */
  woevre: eidas({
    name: "Coopérative agricole de la Woëvre",
    siren: "388442063",
    address: ["2 ROUTE D'ÉTAIN", "55100", "Verdun"],
    domain: "coop-woevre.example",
    subscriber: ["Noël", "Hussenet"],
    representative: ["Marie-Ange", "Thiébaut", "Présidente"],
    agent: ["Fabrice", "Collignon"],
  }),
  /** None yet. */
  hetre: eidas({
    name: "Éditions du Hêtre pourpre",
    siren: "441709557",
    address: ["26 RUE VERRERIE", "21000", "Dijon"],
    domain: "hetre-pourpre.example",
    subscriber: ["Anaïs", "Maréchal"],
    representative: ["Étienne", "Rossignol", "Gérant"],
  }),
  /** An expired one. */
  forges: eidas({
    name: "Commune de Saint-Aubin-lès-Forges",
    siren: "215804121",
    address: ["1 PLACE DE LA MAIRIE", "58130", "Saint-Aubin-lès-Forges"],
    domain: "saint-aubin-les-forges.example",
    subscriber: ["Josiane", "Petitjean"],
    representative: ["Gérard", "Montcharmont", "Maire"],
    agent: ["Josiane", "Petitjean", "Secrétaire de mairie"],
  }),
  /** None yet. */
  forez: eidas({
    name: "Syndicat des eaux du Haut-Forez",
    siren: "254100639",
    address: ["4 RUE DU MARCHÉ", "42600", "Montbrison"],
    domain: "eaux-haut-forez.example",
    subscriber: ["Cédric", "Faure"],
    representative: ["Nicole", "Chazelle", "Présidente"],
  }),
  /** A valid one that expires within weeks. */
  sablon: pro({
    name: "Sablon Audit & Conseil",
    siren: "502339187",
    address: ["14 RUE DE LA PAIX", "59000", "Lille"],
    domain: "sablon-audit.example",
    subscriber: ["Clémence", "Vandamme"],
    representative: ["Hugues", "Vandamme", "Président"],
    agent: ["Sofia", "Benali", "Associée"],
  }),
  /** A revoked one. */
  tilleuls: pro({
    name: "Clinique des Tilleuls",
    siren: "821405776",
    address: ["77 BOULEVARD DES BELGES", "44300", "Nantes"],
    domain: "clinique-tilleuls.example",
    subscriber: ["Bérengère", "Guillou"],
    representative: ["Arnaud", "Sauvêtre", "Directeur"],
    agent: ["Bérengère", "Guillou", "Responsable administrative"],
  }),
  /** None yet. */
  leman: pro({
    name: "Géomètres associés du Léman",
    siren: "419663026",
    address: ["5 QUAI DE RIVES", "74200", "Thonon-les-Bains"],
    domain: "geometres-leman.example",
    subscriber: ["Aurélie", "Favre-Bonvin"],
  }),
  /** An expired one. */
  halle: pro({
    name: "Pharmacie de la Halle aux Blés",
    siren: "753182401",
    address: ["11 PLACE DE LA HALLE", "45000", "Orléans"],
    domain: "pharmacie-halle.example",
    subscriber: ["Nguyên", "Trần"],
  }),
  /** A valid one, for long. */
  sanchez: pro({
    name: "Sánchez Logistique",
    siren: "849071162",
    address: ["240 RUE DU PORT", "66000", "Perpignan"],
    domain: "sanchez-logistique.example",
    subscriber: ["Carmen", "Sánchez"],
    representative: ["Luis", "Sánchez", "Gérant"],
  }),
  /** None yet. */
  kowalski: pro({
    name: "Kowalski Informatique",
    siren: "491255832",
    address: ["33 RUE NATIONALE", "57000", "Metz"],
    domain: "kowalski-informatique.example",
    subscriber: ["Zofia", "Kowalski"],
    representative: ["Stanisław", "Kowalski", "Président"],
  }),
  /** A valid one, for long. */
  denis: paris({
    name: "Denis Avocats",
    siren: "394702815",
    address: ["12 RUE DE FLEURUS", "75006", "Paris"],
    domain: "denis-avocats.example",
    subscriber: ["Camille", "Denis"],
    barNumber: "P0412",
    cnbfNumber: "118204",
  }),
  /** A revoked one. */
  fievez: paris({
    name: "Fiévez & Associés, avocats",
    siren: "812260941",
    address: ["98 BOULEVARD MALESHERBES", "75017", "Paris"],
    domain: "fievez-associes.example",
    subscriber: ["Charles", "Fiévez"],
    representative: ["Charles", "Fiévez", "Associé gérant"],
    barNumber: "K0087",
    cnbfNumber: "94371",
  }),
  /** None yet. */
  lemoigne: paris({
    name: "SELARL Lemoigne Avocats",
    siren: "504188376",
    address: ["6 RUE DU PONT-NEUF", "75001", "Paris"],
    domain: "lemoigne-avocats.example",
    subscriber: ["Ève", "Lemoigne"],
    barNumber: "D1530",
    cnbfNumber: "130566",
  }),
  /** An expired one. */
  honore: paris({
    name: "AARPI Saint-Honoré, avocats",
    siren: "433907169",
    address: ["210 RUE SAINT-HONORÉ", "75001", "Paris"],
    domain: "saint-honore-avocats.example",
    subscriber: ["Maximilien", "d'Orgeval"],
    barNumber: "L0263",
    cnbfNumber: "101947",
  }),
  /** A valid one that expires within weeks. */
  delacourt: notaires({
    name: "Étude Delacourt, notaire",
    siren: "785153024",
    address: ["8 PLACE DU MARTROI", "45000", "Orléans"],
    domain: "etude-delacourt.example",
    subscriber: ["Agnès", "Delacourt"],
    agent: ["Basile", "Rouvière", "Clerc"],
  }),
  /** None yet. */
  wibaux: notaires({
    name: "SCP Arnaud-Wibaux, notaires",
    siren: "801477290",
    address: ["30 RUE ESQUERMOISE", "59000", "Lille"],
    domain: "arnaud-wibaux.example",
    subscriber: ["Geoffroy", "Wibaux"],
    representative: ["Blandine", "Arnaud", "Notaire associée"],
  }),
  /** None yet. */
  leguennec: notaires({
    name: "Étude Le Guennec, notaire",
    siren: "325610475",
    address: ["15 RUE LE BASTARD", "35000", "Rennes"],
    domain: "etude-leguennec.example",
    subscriber: ["Katell", "Le Guennec"],
  }),
} satisfies Record<string, DemonstrationOrganization>;

export type OrganizationName = keyof typeof ORGANIZATIONS;
