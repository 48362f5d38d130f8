import { type Language, speak, useWords } from "../parts/language.ts";
import "./switches.css";

const languages: readonly (readonly [Language, "header.french" | "header.english"])[] = [
  ["fr", "header.french"],
  ["en", "header.english"],
];

/** French or English, at once. */
export function LanguageSwitch() {
  const { t, language } = useWords();
  return (
    <fieldset className="pair">
      <legend className="only-heard">{t("header.language")}</legend>
      {languages.map(([one, name]) => (
        <button key={one} type="button" lang={one} aria-pressed={language === one} onClick={() => speak(one)}>
          {one.toUpperCase()} <span className="only-heard">{t(name)}</span>
        </button>
      ))}
    </fieldset>
  );
}
