import english from "../../../assets/locales/en/retention.json";
import french from "../../../assets/locales/fr/retention.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("retention", french, english);

/** The words of how long things are kept. */
export function useRetentionWords() {
  return useAreaWords("retention");
}
