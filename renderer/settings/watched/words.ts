import english from "../../../assets/locales/en/watched.json";
import french from "../../../assets/locales/fr/watched.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("watched", french, english);

/** The words of the watched folder. */
export function useWatchedWords() {
  return useAreaWords("watched");
}
