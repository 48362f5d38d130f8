import { AuditEntries } from "./audit-entries.tsx";
import { AuditSealPanel } from "./audit-seal.tsx";
import { useAuditWords } from "./words.ts";
import "./audit.css";

/** Every act at the desk, and the proof that none was changed or removed. */
export function AuditPage() {
  const { t } = useAuditWords();
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      <AuditSealPanel />
      <AuditEntries />
    </>
  );
}
