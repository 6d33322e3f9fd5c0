/** Languages: French at once, the others fetched when chosen. The choice stays in the browser. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { fr } from "../app/catalogue.fr.ts";

export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = "portail-ae.language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof fr };
  }
}

function storedLanguage(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "fr";
}

/** Starts with the language chosen last; resolves when its texts are there. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "fr",
    fallbackLng: "fr",
    resources: { fr: { translation: fr } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  if (storedLanguage() !== "fr") await changeLanguage(storedLanguage());
}

/** Changes the language of the screens, and of the page as assistive technologies read it. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("../app/catalogue.en.ts");
    i18next.addResourceBundle("en", "translation", en);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
}
