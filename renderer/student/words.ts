import english from "../../assets/locales/en/student.json";
import french from "../../assets/locales/fr/student.json";
import type { Instant } from "../../main/core/calendar.ts";
import { useFormats } from "../parts/formats.ts";
import { addWords, useAreaWords } from "../parts/language.ts";

addWords("student", french, english);

/** The words of a person's page. */
export function useStudentWords() {
  return useAreaWords("student");
}

/** A day and a time, as in "25/11/2026 à 9 h 05". */
export function useMoment(): (at: Instant) => string {
  const { t } = useStudentWords();
  const formats = useFormats();
  return (at) => t("when", { day: formats.shortDay(formats.dayOf(at)), time: formats.time(at) });
}

type BecauseKey = keyof typeof french.because;

/** Why a card ended, in words; null for a reason that has none here. */
export function becauseKey(because: string | null): `because.${BecauseKey}` | null {
  return because !== null && isBecause(because) ? `because.${because}` : null;
}

function isBecause(name: string): name is BecauseKey {
  return Object.hasOwn(french.because, name);
}

type DataKey = keyof typeof french.data.keys;

/** The word of a piece of exported data; null for one that has none. */
export function dataKey(name: string): `data.keys.${DataKey}` | null {
  return Object.hasOwn(french.data.keys, name) ? `data.keys.${name as DataKey}` : null;
}
