import { FileInput, FlaskConical, SettingsIcon } from "lucide-react";
import { OperatorMenu } from "../door/operator-menu.tsx";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { useWords } from "../parts/language.ts";
import { Mark } from "../parts/mark.tsx";
import { useMay } from "../parts/session.ts";
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
  const mayImport = useMay("imports.read");
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
        {mayImport && (
          <Button kind="quiet" icon={FileInput} onPress={() => goTo({ at: "import" })}>
            {t("header.import")}
          </Button>
        )}
        <Button
          kind="quiet"
          icon={SettingsIcon}
          label={t("header.settings")}
          onPress={() => goTo({ at: "settings", page: "desk" })}
        />
        <OperatorMenu />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
