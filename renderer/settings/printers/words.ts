import english from "../../../assets/locales/en/printers.json";
import french from "../../../assets/locales/fr/printers.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("printers", french, english);

/** The words of the card printer's page. */
export function usePrinterWords() {
  return useAreaWords("printers");
}
