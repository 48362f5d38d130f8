import english from "../../../assets/locales/en/renewals.json";
import french from "../../../assets/locales/fr/renewals.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("renewals", french, english);

/** The words of renewals, their fees and their payments. */
export function useRenewalWords() {
  return useAreaWords("renewals");
}
