import { useCallback, useEffect, useState } from "react";
import type { UniversityView } from "../../../main/contract/university.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { LogoForm } from "./logo-form.tsx";
import { UniversityForm } from "./university-form.tsx";
import { useUniversityWords } from "./words.ts";
import "./university.css";

/** What this desk knows of its university: names, colour, logo, academic year, and what its card numbers are made with. */
export function UniversityPage() {
  const { t } = useUniversityWords();
  const [view, setView] = useState<UniversityView | null>(null);
  const { run, brokenOff } = useAsking();
  const [turn, setTurn] = useState(0);
  const look = useCallback(
    () =>
      run(async () => {
        setView(await station.university.look());
        setTurn((now) => now + 1);
      }),
    [run],
  );
  useEffect(() => void look(), [look]);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {brokenOff && (
        <Notice tone="warn" urgent what={t("interface:common.interrupted")}>
          <Button onPress={() => void look()}>{t("again")}</Button>
        </Notice>
      )}
      {view !== null && (
        <>
          <UniversityForm key={turn} view={view} onKept={setView} onReload={() => void look()} />
          <LogoForm />
        </>
      )}
    </>
  );
}
