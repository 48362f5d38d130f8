import type { Board, BoardLine } from "../../main/contract/board.ts";
import type { VisitState } from "../../main/core/visit.ts";

/** One part of the day, in the order it is shown. */
export interface Section {
  readonly state: VisitState;
  readonly lines: readonly BoardLine[];
}

/** What the board can be narrowed to. */
export type DayFilter = "todo" | "done" | "absent";

const statesOf: Readonly<Record<DayFilter, readonly VisitState[]>> = {
  todo: ["being-served", "arrived", "expected"],
  done: ["done"],
  absent: ["absent"],
};

/** What a person can do with a line, the obvious one first. `open` shows the visit and moves nothing. */
export type LineAction = "arrived" | "being-served" | "absent" | "open";

const actionsOf: Readonly<Record<VisitState, readonly LineAction[]>> = {
  expected: ["arrived", "absent"],
  arrived: ["being-served", "absent"],
  "being-served": ["open"],
  done: ["open"],
  absent: ["arrived"],
};

/** The actions of a line; Enter does the first. */
export function lineActions(state: VisitState): readonly LineAction[] {
  return actionsOf[state];
}

/** The sections of a filter that hold someone, each in its own order. */
export function sectionsOf(lines: readonly BoardLine[], filter: DayFilter): readonly Section[] {
  return statesOf[filter]
    .map((state) => ({ state, lines: inOrder(state, lines) }))
    .filter((section) => section.lines.length > 0);
}

/** How many lines each filter holds. */
export function countsOf(lines: readonly BoardLine[]): Readonly<Record<DayFilter, number>> {
  const count = (filter: DayFilter) => lines.filter((line) => statesOf[filter].includes(line.state)).length;
  return { todo: count("todo"), done: count("done"), absent: count("absent") };
}

/** The filter under which a state is seen. */
export function filterOf(state: VisitState): DayFilter {
  if (state === "done" || state === "absent") return state;
  return "todo";
}

/** Who comes next: of those who wait, the one who has waited longest. */
export function nextToServe(board: Board): BoardLine | null {
  return inOrder("arrived", board.lines)[0] ?? null;
}

/** Whole minutes between an instant and now; never negative, whatever the two clocks say. */
export function minutesSince(at: string, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(at)) / 60_000));
}

/** Minutes somebody expected is late, from the fifth on; null before. */
export function minutesLate(line: BoardLine, nowMs: number): number | null {
  if (line.state !== "expected" || line.dueAt === null) return null;
  const late = minutesSince(line.dueAt, nowMs);
  return late >= 5 ? late : null;
}

function inOrder(state: VisitState, lines: readonly BoardLine[]): readonly BoardLine[] {
  const newestFirst = state === "done" || state === "absent" ? -1 : 1;
  return lines
    .filter((line) => line.state === state)
    .toSorted((a, b) => newestFirst * timeOf(a).localeCompare(timeOf(b)));
}

/** The instant a line is sorted by, in its state. Instants are all UTC of one length, so texts sort as times. */
function timeOf(line: BoardLine): string {
  switch (line.state) {
    case "expected":
    case "absent":
      return line.dueAt ?? line.arrivedAt ?? "";
    case "arrived":
      return line.arrivedAt ?? line.dueAt ?? "";
    case "being-served":
      return line.servedAt ?? line.arrivedAt ?? "";
    case "done":
      return line.closedAt ?? "";
  }
}
