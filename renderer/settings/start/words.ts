import english from "../../../assets/locales/en/start.json";
import french from "../../../assets/locales/fr/start.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("start", french, english);

/** The words of how a desk starts, on its start page and in the settings. */
export function useStartWords() {
  return useAreaWords("start");
}
