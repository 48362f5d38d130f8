import english from "../../../assets/locales/en/profiles.json";
import french from "../../../assets/locales/fr/profiles.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("profiles", french, english);

/** The words of the chip profiles' page. */
export function useProfileWords() {
  return useAreaWords("profiles");
}

/** How a component here asks for words. */
export type ProfileWords = ReturnType<typeof useProfileWords>["t"];
