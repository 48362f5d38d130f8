import english from "../../../assets/locales/en/people.json";
import french from "../../../assets/locales/fr/people.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("people", french, english);

/** The words of the pages about operators, roles and PINs. */
export function usePeopleWords() {
  return useAreaWords("people");
}
