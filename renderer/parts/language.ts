import { type CustomTypeOptions, createInstance } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import enDoor from "../../assets/locales/en/door.json";
import enInterface from "../../assets/locales/en/interface.json";
import enReasons from "../../assets/locales/en/reasons.json";
import frDoor from "../../assets/locales/fr/door.json";
import frInterface from "../../assets/locales/fr/interface.json";
import frReasons from "../../assets/locales/fr/reasons.json";
import { remember, remembered } from "./remembered.ts";

/** The languages of the interface. */
export type Language = "fr" | "en";

type Resources = CustomTypeOptions["resources"];

const words = createInstance();
const place = "guichet.language";

/** Starts the words, in the language chosen last on this computer; French the first time. Gives that language. */
export function startWords(): Language {
  const language: Language = remembered(place) === "en" ? "en" : "fr";
  void words.use(initReactI18next).init({
    lng: language,
    initAsync: false,
    ns: ["interface", "reasons", "door"],
    defaultNS: "interface",
    resources: {
      fr: { interface: frInterface, reasons: frReasons, door: frDoor },
      en: { interface: enInterface, reasons: enReasons, door: enDoor },
    },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
  return language;
}

/** Changes the language of every screen at once, and remembers it. */
export function speak(language: Language): void {
  remember(place, language);
  document.documentElement.lang = language;
  void words.changeLanguage(language);
}

/** The words, and the language they are in. Reasons shared with the command line have the prefix `reasons:`. */
export function useWords() {
  const { t, i18n } = useTranslation(["interface", "reasons", "door"]);
  return { t, language: languageOf(i18n.language) };
}

/** The words of signing in, of operators and of their roles. */
export function useDoorWords() {
  const { t, i18n } = useTranslation("door");
  return { t, language: languageOf(i18n.language) };
}

/** The words in a language of their own: a student may read another one than the operator. */
export function useWordsIn(language: Language) {
  const { i18n } = useTranslation(["interface", "reasons"]);
  return i18n.getFixedT(language, ["interface", "reasons"]);
}

/** The areas whose words are read only with their screens. */
type Area = Exclude<keyof Resources, "interface" | "reasons" | "door">;

/** Adds the words of an area, when its screens are first read. */
export function addWords<A extends Area>(area: A, french: Resources[A], english: Resources[A]): void {
  words.addResourceBundle("fr", area, french);
  words.addResourceBundle("en", area, english);
}

/** The words of an area: its own keys as they are, everybody's as `interface:common.close`. */
export function useAreaWords<A extends Area>(area: A) {
  const { t, i18n } = useTranslation([area, "interface", "reasons", "door"]);
  return { t, language: languageOf(i18n.language) };
}

function languageOf(tag: string): Language {
  return tag === "en" ? "en" : "fr";
}
