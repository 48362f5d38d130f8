import english from "../../../assets/locales/en/readers.json";
import french from "../../../assets/locales/fr/readers.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("readers", french, english);

/** The words of the readers' page and of the page that reads a card. */
export function useReaderWords() {
  return useAreaWords("readers");
}

/** How a component here asks for words. */
export type ReaderWords = ReturnType<typeof useReaderWords>["t"];
