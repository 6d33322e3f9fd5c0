/**
 * Names as an order writes them and as a machine-readable zone does: 26 letters, no accent, no hyphen, no apostrophe, and
 * no more than fits (ICAO Doc 9303 part 3, §4.6 and §6.A).
 */

/** Letters that do not decompose into a base letter and an accent. */
const LETTERS: Record<string, string> = {
  Æ: "AE",
  Œ: "OE",
  Ø: "OE",
  ẞ: "SS",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Þ: "TH",
  Ħ: "H",
  Ŋ: "N",
  ı: "I",
};

/** Some states write two letters where others drop the accent. */
const IN_TWO_LETTERS: Record<string, string> = { Ä: "AE", Ö: "OE", Ü: "UE", Å: "AA", Ø: "O" };

export type NameMatch = "same" | "truncated" | "firstOfSeveral" | "mayAgree" | "differs";

/**
 * How a name of the order stands to a name of the zone. `isCut`: the zone's field is full, so that the name may go on.
 * `firstOfSeveral` is for given names: the zone has all of them, the order often the first.
 */
export function matchNames(
  entered: string,
  zone: string,
  options: { isCut: boolean; isGiven: boolean },
): NameMatch {
  const written = zone.split(/[^A-Z]+/).filter(Boolean);
  const matches = readings(entered).map((words) => matchWords(words, written, options));
  return RANKING.find((match) => matches.includes(match)) ?? "differs";
}

const RANKING: NameMatch[] = ["same", "truncated", "firstOfSeveral", "mayAgree"];

function matchWords(
  entered: readonly string[],
  zone: readonly string[],
  { isCut, isGiven }: { isCut: boolean; isGiven: boolean },
): NameMatch {
  const [whole, written] = [entered.join(""), zone.join("")];
  if (!whole || !written) return "differs";
  if (whole === written) return "same";
  if (isCut && whole.startsWith(written)) return "truncated";
  const begins = zone.some((_, index) => zone.slice(0, index + 1).join("") === whole);
  if (isGiven && begins) return "firstOfSeveral";
  const last = zone.at(-1) ?? "";
  const isIn = (word: string, words: readonly string[]) =>
    words.includes(word) || (isCut && last.length > 1 && word.startsWith(last) && words === zone);
  const holds =
    entered.every((word) => isIn(word, zone)) ||
    zone.every((word) =>
      entered.some((other) => other === word || (isCut && word === last && other.startsWith(word))),
    );
  return holds ? "mayAgree" : "differs";
}

/** The words of a name in each way in which a state may transliterate it. */
function readings(name: string): string[][] {
  const upper = name.replaceAll("ß", "ẞ").toUpperCase().normalize("NFC");
  const inTwo = upper.replaceAll(/[ÄÖÜÅØ]/g, (letter) => IN_TWO_LETTERS[letter] ?? letter);
  return [words(upper), words(inTwo)];
}

function words(upper: string): string[] {
  return upper
    .replaceAll(/[ÆŒØẞŁĐÐÞĦŊı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/[\p{Mn}'’.,]/gu, "")
    .split(/[^A-Z]+/)
    .filter(Boolean);
}
