import { FileInput, FlaskConical, SettingsIcon } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { useWords } from "../parts/language.ts";
import { useFacts } from "../parts/station.ts";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import { ThemeSwitch } from "../settings/theme-switch.tsx";
import { goTo } from "./place.ts";
import { Search } from "./search.tsx";
import "./header.css";

/** University, day, the one search field, and what concerns the whole desk. */
export function Header() {
  const { t } = useWords();
  const formats = useFormats();
  const facts = useFacts();
  return (
    <header className="header">
      <div className="header-name">
        <Mark />
        <div>
          <h1>{facts?.university ?? t("app.name")}</h1>
          {facts !== undefined && (
            <p>
              {formats.longDay(facts.today)} · {facts.academicYear.replace("-", "–")}
            </p>
          )}
        </div>
      </div>
      <Search />
      <div className="header-end">
        {facts?.simulated === true && (
          <p className="simulation" title={t("header.simulationMeaning")}>
            <FlaskConical aria-hidden="true" />
            <strong>{t("header.simulation")}</strong>
            <span className="only-heard">{t("header.simulationMeaning")}</span>
          </p>
        )}
        <Button kind="quiet" icon={FileInput} onPress={() => goTo({ at: "import" })}>
          {t("header.import")}
        </Button>
        <Button
          kind="quiet"
          icon={SettingsIcon}
          label={t("header.settings")}
          onPress={() => goTo({ at: "settings", page: "desk" })}
        />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

/** Guichet's own sign: a card on a counter. */
function Mark() {
  return (
    <svg className="header-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect className="ground" width="32" height="32" rx="8" />
      <rect className="card" x="5.5" y="9" width="21" height="14" rx="2.5" />
      <rect className="ground" x="8.5" y="12" width="5.5" height="7" rx="1.2" />
      <path className="words" d="M17 13.2h6.5M17 16h6.5M17 18.8h4" />
    </svg>
  );
}
