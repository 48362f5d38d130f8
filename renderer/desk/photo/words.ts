import english from "../../../assets/locales/en/photo.json";
import french from "../../../assets/locales/fr/photo.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("photo", french, english);

/** The words of taking, checking and keeping photos. */
export function usePhotoWords() {
  return useAreaWords("photo");
}
