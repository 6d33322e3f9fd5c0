import type { TextsOf } from "../i18n/texts-of.ts";
import type { drafts as french } from "./texts.fr.ts";

export const drafts: TextsOf<typeof french> = {
  resumed: "Draft of {{date}} at {{time}} taken up",
  abandon: "Discard",
};
