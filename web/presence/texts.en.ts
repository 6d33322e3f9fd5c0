import type { TextsOf } from "../i18n/texts-of.ts";
import type { presence as french } from "./texts.fr.ts";

export const presence: TextsOf<typeof french> = {
  status: "Being verified",
  sign: "Being looked at by {{names}}",
  bannerOne: "Beware: this order is already being processed by {{name}}.",
  bannerSeveral_one: "Beware: this order is already being processed by {{count}} other person.",
  bannerSeveral_other: "Beware: this order is already being processed by {{count}} other people.",
  names: "See their names",
};
