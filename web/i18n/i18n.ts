/** Languages: French at once, the others fetched when chosen. The choice stays in the browser. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of French, and where those of each other language come from. */
type Catalogues = { fr: object } & Record<Exclude<Language, "fr">, () => Promise<object>>;

const STORED = "portail-ae.language";

let fetchTexts: Omit<Catalogues, "fr"> | undefined;

function storedLanguage(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "fr";
}

/** Starts with the language chosen last; resolves when its texts are there. */
export async function startI18n({ fr, ...others }: Catalogues): Promise<void> {
  fetchTexts = others;
  await i18next.use(initReactI18next).init({
    lng: "fr",
    fallbackLng: "fr",
    resources: { fr: { translation: { ...fr } } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  if (storedLanguage() !== "fr") await changeLanguage(storedLanguage());
}

/** Changes the language of the screens, and of the page as assistive technologies read it. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language !== "fr" && !i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await fetchTexts?.[language]());
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
}
