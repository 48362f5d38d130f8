import type { RuleSource } from "../../../main/core/photo/photo-profile.ts";
import { useFormats } from "../../parts/formats.ts";
import { usePhotoWords } from "./words.ts";

/** Where a rule is written, in its own words; or what the establishment decided itself. */
export function RuleSourceWords({ source }: { readonly source: RuleSource }) {
  const { t, language } = usePhotoWords();
  const formats = useFormats();
  const title = useSourceTitle();
  const decided = "decision" in source;
  const said = decided ? source.decision : source.says;
  return (
    <>
      <p>{t("source", { title: title(source) })}</p>
      {said !== null && <blockquote>{said}</blockquote>}
      <p className="quiet">
        {decided
          ? t("ownLimit.on", { day: formats.shortDay(source.on) })
          : t("where", { where: typeof source.where === "string" ? source.where : source.where[language] })}
      </p>
    </>
  );
}

/** The name of a source in the language of the screen. */
export function useSourceTitle(): (source: RuleSource) => string {
  const { t, language } = usePhotoWords();
  return (source) => ("decision" in source ? t("ownLimit.title") : source.title[language]);
}
