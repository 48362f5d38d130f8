import english from "../../assets/locales/en/settings.json";
import french from "../../assets/locales/fr/settings.json";
import { addWords, useAreaWords } from "../parts/language.ts";

addWords("settings", french, english);

/** The words of the settings' room and of its first page. */
export function useSettingsWords() {
  return useAreaWords("settings");
}
