/** CGU: what the holder undertakes by using the certificate. */
import type { DocumentData } from "./document-data.ts";
import type { Sheet } from "./sheet.ts";
import { fullName, plain } from "./typography.ts";

type Article = { title: string; text: string; items?: string[] };

/** The duties of ETSI EN 319 411-1 §6.3.4 and §6.3.5, in the words of a subscriber. */
function articles({ medium, registrationAuthority, information }: DocumentData): Article[] {
  const token = medium === "token";
  return [
    {
      title: "Objet",
      text: "Les présentes conditions fixent les droits et obligations du porteur d'un certificat électronique délivré pour le compte de l'organisme désigné ci-dessus. Elles complètent la politique de certification applicable, publiée par l'autorité de certification, qui prévaut en cas de contradiction.",
    },
    {
      title: "Obligations du porteur",
      text: "Le porteur s'engage à :",
      items: [
        "communiquer des informations exactes, à jour et appuyées de justificatifs authentiques ;",
        "vérifier le contenu du certificat dès sa remise et signaler sans délai toute erreur ;",
        "informer l'autorité d'enregistrement de tout changement de nom, de fonction ou d'organisme ;",
        "cesser d'utiliser le certificat dès son expiration ou sa révocation.",
      ],
    },
    {
      title: "Usage de la clé privée",
      text: token
        ? "La clé privée est créée et conservée dans le support cryptographique remis en main propre ; elle ne peut en être extraite. Le porteur choisit un code confidentiel, ne le divulgue à personne et garde le support sous son contrôle exclusif."
        : "La clé privée est remise dans un fichier protégé par un mot de passe. Le porteur l'installe sur un poste dont il maîtrise l'accès, n'en fait aucune copie non protégée et ne communique ce mot de passe à personne.",
      items: [
        "La clé privée ne sert qu'à l'authentification et à la signature, dans la limite des pouvoirs du porteur.",
        "Tout usage par un tiers, même à la demande du porteur, est interdit.",
      ],
    },
    {
      title: "Révocation",
      text: "Le porteur demande sans délai la révocation du certificat, à toute heure, dans les cas suivants :",
      items: [
        token
          ? "perte, vol ou dysfonctionnement du support, divulgation du code confidentiel ;"
          : "perte ou vol du poste ou du fichier, divulgation du mot de passe ;",
        "compromission, même suspectée, de la clé privée ;",
        "inexactitude d'une information du certificat, départ du porteur ou cessation d'activité de l'organisme.",
      ],
    },
    {
      title: "Responsabilités",
      text: `L'autorité d'enregistrement ${plain(registrationAuthority)} répond des vérifications d'identité et de pouvoirs qu'elle effectue. Elle ne saurait répondre d'un usage du certificat contraire aux présentes, ni des dommages nés d'une demande de révocation tardive. Jusqu'à sa révocation, tout acte accompli avec le certificat est réputé l'être par le porteur.`,
    },
    {
      title: "Données personnelles",
      text: "Les données recueillies servent à la délivrance et à la gestion du certificat. Elles sont conservées, avec les pièces justificatives et les preuves de signature, sept ans après l'expiration du certificat. Le porteur dispose des droits d'accès, de rectification et de limitation prévus par le règlement (UE) 2016/679 ; l'effacement ne peut être obtenu avant le terme de cette conservation, qui répond à une obligation légale.",
    },
    {
      title: "Droit applicable",
      text: "Les présentes conditions sont soumises au droit français et au règlement (UE) n° 910/2014. À défaut d'accord amiable, tout litige relève des tribunaux compétents du ressort du siège de l'autorité d'enregistrement.",
    },
    {
      title: "Acceptation",
      text: `En signant, ${fullName(information.holder)} déclare avoir lu les présentes conditions, les avoir comprises et les accepter sans réserve.`,
    },
  ];
}

export function writeTermsOfUse(sheet: Sheet, data: DocumentData): void {
  const { organization, holder } = data.information;
  sheet.table("Parties", [
    ["Porteur du certificat", fullName(holder)],
    ["Organisme", `${plain(organization.name)} (SIREN ${organization.siren})`],
    ["Autorité d'enregistrement", plain(data.registrationAuthority)],
  ]);
  articles(data).forEach(({ title, text, items }, index) => {
    sheet.heading(`Article ${index + 1} – ${title}`).paragraph(text);
    if (items) sheet.list(items);
  });
}
