import english from "../../../assets/locales/en/artwork.json";
import french from "../../../assets/locales/fr/artwork.json";
import type { ArtworkShelf } from "../../../main/contract/artwork.ts";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("artwork", french, english);

/** The words of templates. */
export function useArtworkWords() {
  return useAreaWords("artwork");
}

type Translate = ReturnType<typeof useArtworkWords>["t"];

const shipped = [
  "student-front",
  "student-front-on-printed-blank",
  "student-back",
  "staff-front",
  "year-sticker",
] as const;

/** What a template is called on the screen; the university's own go by the names they were given. */
export function templateWords(t: Translate, name: string): string {
  const known = shipped.find((each) => each === name);
  return known === undefined ? name : t(`templates.${known}`);
}

/** The same with its version, of `student-front@2`. */
export function versionWords(t: Translate, name: string): string {
  const [base = name, version = ""] = name.split("@");
  return t("named", { name: templateWords(t, base), version });
}

const shippedSamples = [
  "plain",
  "long-french",
  "long-portuguese",
  "one-long-word",
  "wide-letters",
  "one-word",
  "apostrophes",
  "vietnamese",
  "polish",
  "romanian",
  "turkish",
  "icelandic",
  "greek",
  "cyrillic",
  "arabic",
  "two-directions",
  "not-writable",
] as const;

/** A sample person: what is hard about the name, and the name. */
export function sampleWords(
  t: Translate,
  { name, firstName, lastName }: ArtworkShelf["samples"][number],
): string {
  const known = shippedSamples.find((each) => each === name);
  const person = `${firstName} ${lastName}`.trim();
  return known === undefined ? person : `${t(`samples.${known}`)} · ${person}`;
}
