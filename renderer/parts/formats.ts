import { type Formats, formatsOf } from "./formats-of.ts";
import { useWords } from "./language.ts";
import { useFacts } from "./station.ts";

/** The formats of the interface's language, in the desk's zone. */
export function useFormats(): Formats {
  const { language } = useWords();
  return formatsOf(language, useFacts()?.zone ?? "Europe/Paris");
}
