import english from "../../../assets/locales/en/keys.json";
import french from "../../../assets/locales/fr/keys.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("keys", french, english);

/** The words of the keys' page, and of unlocking them at the desk. */
export function useKeyWords() {
  return useAreaWords("keys");
}
