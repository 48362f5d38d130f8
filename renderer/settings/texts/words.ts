import english from "../../../assets/locales/en/texts.json";
import french from "../../../assets/locales/fr/texts.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("texts", french, english);

/** The words of the page where the students' texts are written. */
export function useTextsWords() {
  return useAreaWords("texts");
}
