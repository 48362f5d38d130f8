import { type BackupFault, backupFaultFacts } from "../../../main/core/ports/backup-room.ts";
import { Notice } from "../../parts/notice.tsx";
import { useBackupFormats, useBackupWords } from "./words.ts";

/** Why no copy was made, or its plan not kept, and what to do. */
export function BackupFaultNotice({ fault }: { readonly fault: BackupFault }) {
  const { t } = useBackupWords();
  const { megabytes } = useBackupFormats();
  const facts = backupFaultFacts(fault, megabytes);
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`fault.${fault.kind}.what`, facts)}
      todo={t(`fault.${fault.kind}.todo`, facts)}
    />
  );
}
