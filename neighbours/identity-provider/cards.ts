/** Makes the cards of the demonstration, as files that a browser imports, and the registry of their operators. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../server/platform/clock.ts";
import { readIfPresent, writeDurably } from "../../server/platform/durable-file.ts";
import { buildPkcs12 } from "../../server/platform/pkcs12.ts";
import type { CertificateSubject, IssuedCertificate } from "../../server/ports/certification-authority.ts";
import { publicKeyInfoOf } from "../certification-authority/certificate.ts";
import type { EmbeddedAuthority } from "../certification-authority/embedded-authority.ts";
import { PROFILES, type Validity, validityFrom } from "../certification-authority/profiles.ts";
import { makeSigningRequest } from "../certification-authority/signing-request.ts";
import { DEMONSTRATION_PEOPLE, type DemonstrationPerson } from "./demonstration-people.ts";
import { fingerprintOf } from "./evaluate-card.ts";
import {
  type DemonstrationCard,
  type Operator,
  type OperatorRegistry,
  operatorRegistry,
} from "./operators.ts";

export type DemonstrationCardsOptions = { folder: string; authority: EmbeddedAuthority; clock: Clock };

/** What stands in LISEZMOI.txt: these cards open nothing but a demonstration. */
const PASSWORD = "portail";

/**
 * Makes what is missing and gives the registry, `operators.json` of `folder`. An edited registry is kept, unless a
 * card had to be issued again: its operators would own cards that no longer exist.
 */
export async function makeDemonstrationCards(options: DemonstrationCardsOptions): Promise<OperatorRegistry> {
  const { folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const cards: MadeCard[] = [];
  for (const person of DEMONSTRATION_PEOPLE) cards.push(await makeCard(person, options));
  const path = join(folder, "operators.json");
  if (cards.some(({ isNew }) => isNew) || !(await readIfPresent(path))) {
    await writeDurably(join(folder, "LISEZMOI.txt"), README);
    await writeDurably(path, JSON.stringify(registryOf(cards), null, 2));
  }
  for (const { isNew, certificatePath, certificate } of cards) {
    // Last, so that a kill on the way makes the next start write the registry.
    if (isNew) await writeDurably(certificatePath, pemOf(certificate));
  }
  return operatorRegistry(path);
}

type MadeCard = {
  person: DemonstrationPerson;
  certificate: Uint8Array;
  isNew: boolean;
  certificatePath: string;
};

async function makeCard(person: DemonstrationPerson, options: DemonstrationCardsOptions): Promise<MadeCard> {
  const { folder, authority } = options;
  const certificatePath = join(folder, `${person.slug}.crt.pem`);
  const privateKey = await openKey(join(folder, `${person.slug}.key.pem`));
  const { certificate, chain } = await enroll(person, privateKey, options);
  if (person.state === "revoked") await authority.revoke(serialOf(certificate), "keyCompromise");
  const kept = await readIfPresent(certificatePath);
  const isNew = kept?.toString() !== pemOf(certificate);
  if (isNew) {
    const friendlyName = person.label ?? `${person.givenName} ${person.familyName}`;
    const pkcs12 = buildPkcs12({ privateKey, certificate, chain, friendlyName }, PASSWORD);
    await writeDurably(join(folder, `${person.slug}.p12`), pkcs12);
  }
  return { person, certificate, isNew, certificatePath };
}

/** Before the certificate: a key is never lost that a certificate was issued for. */
async function openKey(path: string): Promise<KeyObject> {
  const kept = await readIfPresent(path);
  if (kept) return createPrivateKey(kept);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await writeDurably(path, privateKey.export({ format: "pem", type: "pkcs8" }));
  return privateKey;
}

async function enroll(
  person: DemonstrationPerson,
  privateKey: KeyObject,
  { authority, clock }: DemonstrationCardsOptions,
): Promise<IssuedCertificate> {
  const subject = subjectOf(person);
  const csr = makeSigningRequest(privateKey, subject);
  const keyName = fingerprintOf(publicKeyInfoOf(createPublicKey(privateKey)));
  const request = { requestId: `demonstration-card/${keyName}`, profile: "operator" as const, csr, subject };
  const result = await authority.enrollWithin(request, validityOf(person, clock.now()));
  if (result.state !== "issued") throw new Error(`The card ${person.slug} was not issued: ${result.state}.`);
  return result;
}

function validityOf({ state }: DemonstrationPerson, now: Date): Validity {
  if (state !== "expired") return validityFrom(now, PROFILES.operator);
  const fourYearsAgo = new Date(now);
  fourYearsAgo.setUTCFullYear(now.getUTCFullYear() - 4);
  return validityFrom(fourYearsAgo, PROFILES.operator);
}

const subjectOf = ({ givenName, familyName, slug }: DemonstrationPerson): CertificateSubject => ({
  country: "FR",
  organization: "Portail AE",
  organizationalUnit: "Cartes de démonstration",
  commonName: `${givenName} ${familyName}`,
  surname: familyName,
  givenName,
  serialNumber: slug,
});

const pemOf = (der: Uint8Array): string => new X509Certificate(der).toString();
const serialOf = (der: Uint8Array): string => new X509Certificate(der).serialNumber.toLowerCase();

function registryOf(cards: MadeCard[]) {
  const owned = cards.filter(({ person }) => person.state !== "unowned");
  return { operators: owned.map(operatorOf), demonstrationCards: cards.map(demonstrationCardOf) };
}

function operatorOf({ person, certificate }: MadeCard): Operator {
  const { slug, givenName, familyName, roles, registrationAuthorities, clients } = person;
  return {
    // The same at every first start, so that a demonstration made again keeps the history of its operators.
    id: createHash("sha256").update(`operator/${slug}`).digest("hex").slice(0, 32),
    givenName,
    familyName,
    email: `${slug.replace("-", ".")}@portail-ae.example`,
    roles,
    registrationAuthorities,
    clients,
    enabled: true,
    cards: [fingerprintOf(certificate)],
  };
}

const demonstrationCardOf = ({ person, certificate }: MadeCard): DemonstrationCard => ({
  slug: person.slug,
  name: person.label ?? `${person.givenName} ${person.familyName}`,
  description: person.description,
  refused: person.state !== "good",
  certificate: Buffer.from(certificate).toString("base64"),
});

const README = `Cartes de démonstration du Portail AE

Chaque fichier .p12 tient lieu de la carte d'un opérateur. Son mot de passe est : ${PASSWORD}
Importez-le dans le magasin de certificats personnels de votre navigateur ou de votre système,
puis choisissez « Se connecter avec ma carte ».

${DEMONSTRATION_PEOPLE.map(({ slug, label, givenName, familyName, description }) => `  ${slug}.p12 : ${label ?? `${givenName} ${familyName}`}. ${description}.`).join("\n")}

Les fichiers .crt.pem et .key.pem sont le même certificat et sa clé, pour les programmes.
operators.json est le registre des opérateurs : modifié, il prend effet aussitôt.

Ces cartes ne valent que pour cette démonstration. Ne les utilisez nulle part ailleurs.
`;
