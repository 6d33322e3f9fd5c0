import type { TextsOf } from "../i18n/texts-of.ts";
import type { app as french } from "./texts.fr.ts";

export const app: TextsOf<typeof french> = {
  name: "Portail AE",
  skipToContent: "Skip to content",
  nav: { label: "Main navigation", orders: "Orders", certificates: "Certificates", contact: "Contact" },
  menu: {
    signOut: "Sign out",
    toDark: "Switch to the dark theme",
    toLight: "Switch to the light theme",
    language: "Language",
  },
};
