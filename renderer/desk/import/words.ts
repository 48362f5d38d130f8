import english from "../../../assets/locales/en/imports.json";
import french from "../../../assets/locales/fr/imports.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("imports", french, english);

/** The words of imports. */
export function useImportWords() {
  return useAreaWords("imports");
}

/** The word of a field of an imported row; a field we have no word for stays as it is. */
export function fieldKey(field: string): `field.${keyof typeof french.field}` | null {
  return Object.hasOwn(french.field, field) ? `field.${field as keyof typeof french.field}` : null;
}
