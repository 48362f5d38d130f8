import english from "../../../assets/locales/en/photo-rules.json";
import french from "../../../assets/locales/fr/photo-rules.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("photoRules", french, english);

/** The words of changing the rules photos are held against. */
export function usePhotoRulesWords() {
  return useAreaWords("photoRules");
}
