import english from "../../../assets/locales/en/preflight.json";
import french from "../../../assets/locales/fr/preflight.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("preflight", french, english);

/** The words of appointments to come. */
export function usePreflightWords() {
  return useAreaWords("preflight");
}

/** The words in a language of their own: each student is written to in theirs. */
export const mailWords = { fr: french.mail, en: english.mail } as const;
