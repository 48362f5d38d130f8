import { useState } from "react";
import type { BackupFile, BackupRead, RestoreFault } from "../../../main/core/ports/backup-room.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Field } from "../keys/field.tsx";
import { useBackupFormats, useBackupWords } from "./words.ts";

interface AttemptProps {
  readonly file: BackupFile;
  /** Bytes read so far; null while nothing is. */
  readonly read: number | null;
  readonly onLeave: () => void;
}

/** A copy read to its end with the recovery key, so that nobody finds out on the bad day whether it can be. */
export function AttemptForm({ file, read, onLeave }: AttemptProps) {
  const { t } = useBackupWords();
  const formats = useBackupFormats();
  const asking = useAsking();
  const [secret, setSecret] = useState("");
  const [fault, setFault] = useState<RestoreFault | null>(null);
  const [found, setFound] = useState<BackupRead | null>(null);
  const attempt = () =>
    asking.run(async () => {
      setFault(null);
      setFound(null);
      const tried = await station.backups.attempt({ name: file.name, secret });
      if (tried.ok) setFound(tried.value);
      else setFault(tried.fault);
      if (tried.ok) setSecret("");
    });
  return (
    <form
      className="keys-form backup-attempt"
      onSubmit={(event) => {
        event.preventDefault();
        if (secret.trim() !== "") void attempt();
      }}
    >
      <h5>{t("attempt.heading", { date: formats.moment(file.madeAt) })}</h5>
      <p className="quiet">{t("attempt.means")}</p>
      <Field kind="secret" label={t("attempt.secret")} value={secret} onChange={setSecret} takesFocus />
      {fault !== null && <UnreadNotice fault={fault} />}
      {found !== null && (
        <Notice
          tone="good"
          urgent
          what={t("attempt.good")}
          means={t("attempt.goodMeans", {
            university: found.university,
            operator: found.operator,
            files: found.files,
            size: formats.size(found.bytes),
          })}
          todo={
            found.records === null
              ? t("attempt.sealed")
              : t("attempt.records", {
                  students: formats.count(found.records.students),
                  cards: formats.count(found.records.cards),
                })
          }
        />
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={secret.trim() === ""}>
          {t("attempt.do")}
        </Button>
        <Button onPress={onLeave}>{t(found === null ? "attempt.cancel" : "attempt.close")}</Button>
        {read !== null && <output>{t("attempt.trying", { size: formats.size(read) })}</output>}
      </div>
    </form>
  );
}

function UnreadNotice({ fault }: { readonly fault: RestoreFault }) {
  const { t } = useBackupWords();
  const cause = fault.kind === "not-written" ? fault.cause : "";
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`unread.${fault.kind}.what`, { cause })}
      todo={t(`unread.${fault.kind}.todo`)}
    />
  );
}
