import { useEffect, useState } from "react";
import { type AuditLine, auditPage } from "../../../main/contract/audit.ts";
import { type CalendarDay, calendarDay } from "../../../main/core/calendar.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { AuditFilter, type Wanted } from "./audit-filter.tsx";
import { AuditTable } from "./audit-table.tsx";
import { useAuditWords } from "./words.ts";

const everything: Wanted = { act: "", by: "", student: "", from: "", until: "" };

/** The acts that answer the filter, newest first, read a page at a time. */
export function AuditEntries() {
  const { t } = useAuditWords();
  const { run, busy, brokenOff } = useAsking();
  const [wanted, setWanted] = useState(everything);
  const [lines, setLines] = useState<readonly AuditLine[] | null>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    let left = false;
    // Typing a number asks once the hand rests, not at each letter.
    const resting = setTimeout(async () => {
      const found = await read(wanted, null).catch(() => null);
      if (left) return;
      setLines(found ?? []);
      setMore(found?.length === auditPage);
    }, 150);
    return () => {
      left = true;
      clearTimeout(resting);
    };
  }, [wanted]);
  const older = () =>
    run(async () => {
      const found = await read(wanted, lines?.at(-1)?.seq ?? null);
      setLines([...(lines ?? []), ...found]);
      setMore(found.length === auditPage);
    });
  return (
    <section className="settings-section" aria-label={t("table.title")}>
      <AuditFilter wanted={wanted} onChange={setWanted} onClear={() => setWanted(everything)} />
      {lines === null && <p className="quiet">{t("table.loading")}</p>}
      {lines?.length === 0 && <p className="quiet">{t("table.none")}</p>}
      {lines !== null && lines.length > 0 && <AuditTable lines={lines} />}
      {brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      {more && (
        <Button busy={busy} onPress={() => void older()}>
          {t("table.older")}
        </Button>
      )}
    </section>
  );
}

function read(wanted: Wanted, beforeSeq: number | null): Promise<readonly AuditLine[]> {
  return station.audit.look({
    act: wanted.act || null,
    by: wanted.by || null,
    student: wanted.student.trim() || null,
    from: dayOf(wanted.from),
    until: dayOf(wanted.until),
    beforeSeq,
  });
}

function dayOf(text: string): CalendarDay | null {
  const typed = calendarDay.safeParse(text);
  return typed.success ? typed.data : null;
}
