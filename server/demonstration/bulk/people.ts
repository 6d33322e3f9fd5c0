/** People as a French order portal knows them: a few names held by many, many names held by few. */
import { digits, pick, type Random } from "./random.ts";

const list = (text: string) => text.trim().split(/\s*,\s*/);

/** The most frequent first. */
const FAMILY_NAMES =
  list(`Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon,
  Michel, Lefèvre, Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine, Rousseau,
  Vincent, Müller, Lefebvre, Faure, André, Mercier, Blanc, Guérin, Boyer, Garnier, Chevalier, François, Legrand, Gauthier,
  Garcia, Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, Marchand, Duval, Denis,
  Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, Rivière, Lucas, Brunet, Gaillard,
  Barbier, Arnaud, Martínez, Gérard, Roche, Renard, Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Roger, Fabre,
  Aubert, Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland,
  Le Goff, Le Gall, Nguyen, Trần, N'Diaye, D'Almeida, L'Hostis, d'Orgeval, O'Connor, de La Tour, Saint-Pierre, Élie,
  Ançel, Çelik, Œrtel, Schœttel, Łukasiewicz, Ibáñez, To, Le, Ly, Vo, Hô, Toma, Matoca, Muto, Zwiebel, Quéré, Xhaard`);

const HEADS =
  list(`Beau, Grand, Haut, Mont, Clair, Bois, Belle, Ville, Fontan, Chante, Roche, Haute, Cour, Vau, Champ,
  Pré, Gros, Bréch, Mal, Lou, Cast, Péri, Dela, Ker, Gué, Tré, Plou, Sauve, Thi, Vande, Auber, Rein, Wolf, Hass`);
const TAILS =
  list(`champ, val, mont, vert, court, fort, lieu, regard, voisin, pierre, bourg, gnon, rette, mec, guen,
  ven, dec, nac, gnac, tier, nier, seau, zier, quet, chard, bault, baud, lain, hard, mann, berger, oeuil, ennec, ourt`);

const GIVEN_NAMES =
  list(`Marie, Jean, Philippe, Nathalie, Isabelle, Nicolas, Sophie, Christophe, Céline, Julien, Thomas,
  Stéphane, Aurélie, Émilie, Sébastien, Camille, Léa, Hélène, François, Véronique, Olivier, Mathieu, Anaïs, Zoé, Chloé,
  Jérôme, Élodie, Benoît, Gaëlle, Loïc, Joël, Noémie, Jean-Pierre, Marie-Claude, Anne-Sophie, Jean-François, Éloïse,
  Ève, Inès, Raphaël, Maëlys, Yann, Erwan, Gwenaëlle, Oumar, Fatou, Linh, Ángel, Štefan, Bo, Li, Aÿmeric, Toussaint`);

const STREETS =
  list(`rue de la République, avenue Victor-Hugo, rue des Lilas, place de l'Église, boulevard Gambetta,
  rue du Moulin, chemin des Vignes, allée des Tilleuls, rue de l'Échiquier, quai de la Loire, impasse du Port`);
/** The largest first. */
const CITIES =
  list(`75010 Paris, 69003 Lyon, 13001 Marseille, 31000 Toulouse, 33000 Bordeaux, 59000 Lille, 44000 Nantes,
  06000 Nice, 67000 Strasbourg, 35000 Rennes, 34000 Montpellier, 38000 Grenoble, 21000 Dijon, 49000 Angers, 51100 Reims,
  76600 Le Havre, 42000 Saint-Étienne, 83000 Toulon, 63000 Clermont-Ferrand, 97400 Saint-Denis, 29200 Brest, 87000 Limoges,
  01000 Bourg-en-Bresse, 89000 Auxerre, 36000 Châteauroux, 12000 Rodez, 55000 Bar-le-Duc, 23000 Guéret, 48000 Mende`);

/** Most hold a name of the list, the first ones far more often; a third one of a thousand rare names; some bear two. */
export function familyName(random: Random): string {
  const kind = random();
  if (kind < 0.62) return pick(random, FAMILY_NAMES, 1.4);
  const made = () => `${pick(random, HEADS)}${pick(random, TAILS)}`;
  if (kind < 0.96) return made();
  return `${pick(random, FAMILY_NAMES)}-${random() < 0.5 ? pick(random, FAMILY_NAMES) : made()}`;
}

/** As part of an e-mail address: no accents, nothing but letters, digits and hyphens. */
export function asciiName(name: string): string {
  const plain = name.replaceAll(/[Œœ]/g, "oe").replaceAll("Ł", "L").normalize("NFKD").toLowerCase();
  return plain.replaceAll(/[^a-z0-9 -]/g, "").replaceAll(" ", "-");
}

/** A person of an organization, reached at its mail domain. */
export function person(random: Random, domain: string) {
  const names = { familyName: familyName(random), givenName: pick(random, GIVEN_NAMES, 1.6) };
  const email = `${asciiName(names.givenName)}.${asciiName(names.familyName)}@${domain}`;
  return { ...names, email, mobile: `+33${random() < 0.7 ? 6 : 7}${digits(random, 8)}` };
}

export function address(random: Random) {
  const street = `${1 + Math.floor(random() * 180)} ${pick(random, STREETS)}`;
  const [postalCode = "", ...city] = pick(random, CITIES, 2).split(" ");
  return { street, postalCode, city: city.join(" "), country: "FR" };
}
