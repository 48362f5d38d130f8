import english from "../../../assets/locales/en/audit.json";
import french from "../../../assets/locales/fr/audit.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("audit", french, english);

/** The words of the audit's page. */
export function useAuditWords() {
  return useAreaWords("audit");
}

type ActKey = keyof typeof french.act;

/** The key of an act's words, for acts that have some: entries also hold acts of earlier versions. */
export function actKey(act: string): ActKey | null {
  const key = act.replace(".", "-");
  return isActKey(key) ? key : null;
}

function isActKey(key: string): key is ActKey {
  return Object.hasOwn(french.act, key);
}
