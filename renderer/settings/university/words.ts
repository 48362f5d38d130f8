import english from "../../../assets/locales/en/university.json";
import french from "../../../assets/locales/fr/university.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("university", french, english);

/** The words of the university's page. */
export function useUniversityWords() {
  return useAreaWords("university");
}
