import { useFacts } from "../parts/station.ts";
import { useStore } from "../parts/store.ts";
import { paint, type Theme, theme } from "../parts/theme.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { useSettingsWords } from "./words.ts";

const themes: readonly Theme[] = ["system", "light", "dark"];

/** How this desk looks and speaks, and whose it is. */
export function DeskPage() {
  const { t } = useSettingsWords();
  const facts = useFacts();
  const painted = useStore(theme);
  return (
    <>
      <h3>{t("desk.heading")}</h3>
      <p className="quiet">{t("desk.intro")}</p>
      <section className="settings-section" aria-labelledby="settings-language">
        <h4 id="settings-language">{t("desk.language")}</h4>
        <div className="settings-row">
          <LanguageSwitch />
        </div>
      </section>
      <section className="settings-section">
        <fieldset className="settings-row">
          <legend>
            <h4>{t("desk.theme")}</h4>
          </legend>
          <div className="pair">
            {themes.map((one) => (
              <button key={one} type="button" aria-pressed={painted === one} onClick={() => paint(one)}>
                {t(`desk.themes.${one}`)}
              </button>
            ))}
          </div>
        </fieldset>
      </section>
      {facts !== undefined && (
        <section className="settings-section" aria-labelledby="settings-facts">
          <h4 id="settings-facts">{t("desk.facts")}</h4>
          <dl className="settings-facts">
            <dt>{t("desk.university")}</dt>
            <dd>{facts.university}</dd>
            <dt>{t("desk.academicYear")}</dt>
            <dd>{facts.academicYear.replace("-", "–")}</dd>
            <dt>{t("desk.zone")}</dt>
            <dd>{facts.zone}</dd>
            <dt>{t("desk.hardware")}</dt>
            <dd>{t(facts.simulated ? "desk.simulated" : "desk.real")}</dd>
          </dl>
        </section>
      )}
    </>
  );
}
