import { CalendarPlus } from "lucide-react";
import { type RefObject, useDeferredValue, useEffect, useRef, useState } from "react";
import type { Board, BoardLine } from "../../main/contract/board.ts";
import type { VisitId } from "../../main/core/ids.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";
import { useLive } from "../parts/live.ts";
import { boardLive } from "../parts/station.ts";
import { useStore } from "../parts/store.ts";
import { BoardLineItem } from "./board-line.tsx";
import { countsOf, type DayFilter, namesakesAmong, type Section, sectionsOf } from "./day-order.ts";
import { DayProgress } from "./day-progress.tsx";
import { outcome } from "./moves.ts";
import { chosenService, ownService } from "./own-desk.ts";
import { goTo, place } from "./place.ts";
import { QueueSwitches } from "./queue/switches.tsx";
import "./day-board.css";

const filters: readonly DayFilter[] = ["todo", "done", "absent"];
const lowestLinePx = 50;
/** As many lines as the screen can show: the first frame does not wait for those below. */
const firstLines = Math.ceil(window.innerHeight / lowestLinePx);

/** The day, left on the desk: who is next, how long they have waited, what is wrong before they sit down. */
export function DayBoard() {
  const { t } = useWords();
  const board = useLive(boardLive);
  return (
    <nav className="day" aria-label={t("board.title")}>
      {board === undefined ? <p className="day-loading">{t("board.loading")}</p> : <Day board={board} />}
    </nav>
  );
}

function Day({ board }: { readonly board: Board }) {
  const { t } = useWords();
  const [filter, setFilter] = useState<DayFilter>("todo");
  const only = ownService(board.plan, useStore(chosenService));
  const shown = only === null ? board.lines : board.lines.filter(({ service }) => service === only);
  const counts = countsOf(shown);
  const sections = sectionsOf(shown, filter);
  return (
    <>
      <header className="day-head">
        <h2>{t("board.title")}</h2>
        <DayProgress done={counts.done} total={shown.length} />
      </header>
      {board.lines.length === 0 ? (
        <EmptyDay />
      ) : (
        <>
          <fieldset className="day-filters">
            <legend className="only-heard">{t("board.filter")}</legend>
            {filters.map((one) => (
              <button
                key={one}
                type="button"
                className="day-filter"
                aria-pressed={filter === one}
                onClick={() => setFilter(one)}
              >
                {t(`board.filters.${one}`)} <span className="day-count">{counts[one]}</span>
              </button>
            ))}
          </fieldset>
          <QueueSwitches plan={board.plan} />
          <Lines sections={sections} empty={t(`board.emptyFilter.${filter}`)} />
        </>
      )}
    </>
  );
}

interface LinesProps {
  readonly sections: readonly Section[];
  readonly empty: string;
}

/** The lines, walked through with the arrows as one list: only one line at a time is in the order of Tab. */
function Lines({ sections, empty }: LinesProps) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const at = useStore(place);
  const open = at.at === "visit" ? at.visitId : null;
  const [walked, setWalked] = useState<VisitId | null>(null);
  const drawn = useDeferredValue(Number.POSITIVE_INFINITY, firstLines);
  const ids = sections.flatMap((section) => section.lines.map((line) => line.visitId));
  const current = [walked, open, ids[0]].find((id) => id !== null && id !== undefined && ids.includes(id));

  useFocusThatFollows(list, current ?? null);
  const last = useStore(outcome);
  const called = last?.kind === "said" && last.verb === "call" ? last : null;
  // Whoever was just called is whom the keys mean from then on, not the line somebody stood on before.
  useEffect(() => {
    if (called === null || list.current?.contains(document.activeElement) !== true) return;
    list.current.querySelector<HTMLElement>(`[data-line="${called.visitId}"]`)?.focus();
  }, [called]);
  const openState = sections.find((section) => section.lines.some((line) => line.visitId === open))?.state;
  useEffect(() => {
    if (open === null || openState === undefined || drawn === firstLines) return;
    list.current?.querySelector(`[data-line="${open}"]`)?.closest("li")?.scrollIntoView({ block: "nearest" });
  }, [open, openState, drawn]);

  const walk = (event: React.KeyboardEvent) => {
    const to = stepOf(
      event.key,
      current === undefined || current === null ? -1 : ids.indexOf(current),
      ids.length,
    );
    const id = to === null ? undefined : ids[to];
    if (id === undefined) return;
    event.preventDefault();
    setWalked(id);
    list.current?.querySelector<HTMLElement>(`[data-line="${id}"]`)?.focus();
  };

  const namesakes = namesakesAmong(sections.flatMap(({ lines }) => lines));

  if (ids.length === 0) return <p className="day-none">{empty}</p>;
  return (
    <div className="day-lines" ref={list}>
      {sections.map((section) => (
        <section key={section.state} aria-label={t(`board.sections.${section.state}`)}>
          <h3 className="day-section" data-state={section.state}>
            {t(`board.sections.${section.state}`)} <span className="day-count">{section.lines.length}</span>
            {section.state === "arrived" && <LongestWait lines={section.lines} />}
          </h3>
          <ul>
            {section.lines.slice(0, drawn).map((line) => (
              <BoardLineItem
                key={line.visitId}
                line={line}
                open={line.visitId === open}
                current={line.visitId === current}
                namesake={namesakes.has(line.visitId)}
                onWalk={setWalked}
                onKey={walk}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** How long the last of those who wait has to wait, as the day goes; or that nothing honest can be said yet. */
function LongestWait({ lines }: { readonly lines: readonly BoardLine[] }) {
  const { t } = useWords();
  const waits = lines.flatMap(({ wait }) => (wait === null ? [] : [wait.waitMs]));
  const known = waits.flatMap((waitMs) => waitMs ?? []);
  return (
    <span className="day-wait">
      {known.length < waits.length || waits.length === 0
        ? t("board.noEstimate")
        : t("board.longest", { minutes: Math.ceil(Math.max(...known) / 60_000) })}
    </span>
  );
}

/** A line that moves to another section is made anew there: when it had the focus, the focus follows it. */
function useFocusThatFollows(list: RefObject<HTMLElement | null>, current: VisitId | null): void {
  const within = useRef(false);
  useEffect(() => {
    const note = (event: Event) => {
      within.current = event.target instanceof Node && list.current?.contains(event.target) === true;
    };
    document.addEventListener("focusin", note);
    document.addEventListener("pointerdown", note);
    return () => {
      document.removeEventListener("focusin", note);
      document.removeEventListener("pointerdown", note);
    };
  }, [list]);
  useEffect(() => {
    if (!within.current || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(`[data-line="${current}"]`)?.focus();
  });
}

function stepOf(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(from + 1, count - 1);
    case "ArrowUp":
      return Math.max(from - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  return null;
}

function EmptyDay() {
  const { t } = useWords();
  return (
    <div className="day-empty">
      <CalendarPlus aria-hidden="true" />
      <p className="day-empty-what">{t("board.empty")}</p>
      <p>{t("board.emptyTodo")}</p>
      <Button kind="primary" onPress={() => goTo({ at: "import" })}>
        {t("board.emptyButton")}
      </Button>
    </div>
  );
}
