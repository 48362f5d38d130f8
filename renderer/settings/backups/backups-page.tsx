import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { BackupFiles } from "./backup-files.tsx";
import { BackupPlanForm } from "./backup-plan.tsx";
import { backupsLive } from "./live.ts";
import { RecoveryKey } from "./recovery-key.tsx";
import { useBackupFormats, useBackupWords } from "./words.ts";
import "../keys/keys.css";
import "./backups.css";

/** The copies of this desk: the key that opens them, where they lie, how many there are, and whether they can be read. */
export function BackupsPage() {
  const { t } = useBackupWords();
  const formats = useBackupFormats();
  const view = useLive(backupsLive);
  if (view === undefined) return <output>{t("loading")}</output>;
  const { restored } = view;
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {restored !== null && (
        <Notice
          tone="warn"
          what={t("restored.what", {
            restored: formats.moment(restored.restoredAt),
            made: formats.moment(restored.madeAt),
          })}
          means={t("restored.means")}
          todo={t("restored.todo")}
        />
      )}
      {view.database === "postgres" && (
        <Notice tone="warn" what={t("postgres.what")} means={t("postgres.means")} />
      )}
      <RecoveryKey recipient={view.recipient} />
      <BackupPlanForm plan={view} />
      <BackupFiles view={view} />
      <section className="settings-section" aria-labelledby="backup-how">
        <h4 id="backup-how">{t("how.heading")}</h4>
        <p>{t("how.means")}</p>
      </section>
    </>
  );
}
