import type { ShelfOfText } from "../../../main/contract/texts.ts";
import type { TextVersion } from "../../../main/core/text-version.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { draftOf } from "./draft.ts";
import { useTextsWords } from "./words.ts";

interface FormerVersionsProps {
  readonly shelf: ShelfOfText;
  /** Takes a former version's words up to be written on. */
  readonly onTake: (version: TextVersion) => void;
}

/** The versions of a text that were in force before, whole, newest first. */
export function FormerVersions({ shelf, onTake }: FormerVersionsProps) {
  const { t } = useTextsWords();
  const formats = useFormats();
  return (
    <section className="settings-section" aria-labelledby="texts-former">
      <h4 id="texts-former">{t("former")}</h4>
      <p className="quiet">{t("formerMore")}</p>
      {shelf.former.length === 0 && <p>{t("noFormer")}</p>}
      {shelf.former.map((version) => (
        <details key={version.version} className="texts-former">
          <summary>
            {t("version", { version: version.version })}
            {" · "}
            {version.shipped
              ? t("shipped")
              : t("writtenBy", { by: version.by, when: formats.shortDay(formats.dayOf(version.at)) })}
          </summary>
          <div className="texts-both">
            {(["fr", "en"] as const).map((language) => (
              <div key={language} lang={language}>
                {Object.entries(draftOf(version)).map(([part, words]) => (
                  <p key={part}>{words[language]}</p>
                ))}
              </div>
            ))}
          </div>
          <Button size="small" onPress={() => onTake(version)}>
            {t("take")}
          </Button>
        </details>
      ))}
    </section>
  );
}
