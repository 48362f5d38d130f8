import type { ReactNode } from "react";
import { useWords } from "../parts/language.ts";
import { Mark } from "../parts/mark.tsx";
import { useFacts } from "../parts/station.ts";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import { ThemeSwitch } from "../settings/theme-switch.tsx";

interface DoorwayProps {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}

/** The one panel of a window nobody has signed in to: whose desk it is, and what is asked. */
export function Doorway({ title, intro, children }: DoorwayProps) {
  const { t } = useWords();
  const facts = useFacts();
  return (
    <div className="doorway">
      <header>
        <Mark />
        <p className="doorway-place">{facts?.university ?? t("app.name")}</p>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="doorway-panel">
        <h1>{title}</h1>
        <p className="quiet">{intro}</p>
        {children}
      </main>
      {facts?.simulated === true && <footer className="doorway-foot">{t("header.simulationMeaning")}</footer>}
    </div>
  );
}
