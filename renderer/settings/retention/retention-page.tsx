import { useCallback, useEffect, useState } from "react";
import type { RetentionView } from "../../../main/contract/retention.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { PeriodsForm } from "./periods-form.tsx";
import { PurgeReports } from "./purge-reports.tsx";
import { useRetentionWords } from "./words.ts";
import "./retention.css";

/** How long everything is kept and why, what goes tonight, and what went each night before. */
export function RetentionPage() {
  const { t } = useRetentionWords();
  const asking = useAsking();
  const { run } = asking;
  const [view, setView] = useState<RetentionView | null>(null);
  const look = useCallback(() => run(async () => setView(await station.retention.look())), [run]);
  useEffect(() => void look(), [look]);
  const purge = () =>
    run(async () => {
      setView(await station.retention.purge());
      announce(t("purged"));
    });
  const due = view?.tonight.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {asking.brokenOff && (
        <Notice tone="warn" urgent what={t("interface:common.interrupted")}>
          <Button onPress={() => void look()}>{t("again")}</Button>
        </Notice>
      )}
      {view === null ? (
        <output>{t("counting")}</output>
      ) : (
        <>
          {view.held !== null && (
            <Notice tone="warn" what={t(`held.${view.held}.what`)} todo={t(`held.${view.held}.todo`)} />
          )}
          <PeriodsForm view={view} onKept={setView} />
          <section className="settings-section" aria-labelledby="retention-tonight">
            <h4 id="retention-tonight">{t("tonight.title")}</h4>
            <p>{due === 0 ? t("tonight.nothing") : t("tonight.some", { count: due })}</p>
            <div className="retention-buttons">
              <Button busy={asking.busy} disabled={due === 0} onPress={() => void purge()}>
                {t("tonight.now")}
              </Button>
              <p className="quiet">{t("tonight.noWayBack")}</p>
            </div>
          </section>
          <PurgeReports reports={view.reports} />
        </>
      )}
    </>
  );
}
