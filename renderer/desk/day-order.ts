import type { Board, BoardLine } from "../../main/contract/board.ts";
import type { VisitId } from "../../main/core/ids.ts";
import { nextAt } from "../../main/core/queue-order.ts";
import type { QueueDesk, ServiceId } from "../../main/core/queue-plan.ts";
import type { VisitState } from "../../main/core/visit.ts";

/** One part of the day, in the order it is shown. */
export interface Section {
  readonly state: SectionName;
  readonly lines: readonly BoardLine[];
}

/** Where a line is shown: by its state, but for who waits aside. */
export type SectionName = VisitState | "parked";

/** What the board can be narrowed to. */
export type DayFilter = "todo" | "done" | "absent";

const statesOf: Readonly<Record<DayFilter, readonly SectionName[]>> = {
  todo: ["being-served", "arrived", "parked", "expected"],
  done: ["done"],
  absent: ["absent"],
};

/** What a person can do with a line, the obvious one first. `open` shows the visit and moves nothing. */
export type LineAction =
  | "arrived"
  | "being-served"
  | "absent"
  | "open"
  | "recall"
  | "park"
  | "unpark"
  | "transfer"
  | "reopen";

const actionsOf: Readonly<Record<SectionName, readonly LineAction[]>> = {
  expected: ["arrived", "absent"],
  arrived: ["being-served", "park", "transfer", "absent"],
  parked: ["being-served", "unpark", "transfer", "absent"],
  "being-served": ["open", "recall", "park", "transfer", "absent"],
  done: ["open", "reopen"],
  absent: ["arrived"],
};

/** The section a line is shown in. */
export function sectionOf({ state, parkedAt }: Pick<BoardLine, "state" | "parkedAt">): SectionName {
  return state === "arrived" && parkedAt !== null ? "parked" : state;
}

/** The actions of a line; Enter does the first. */
export function lineActions(line: Pick<BoardLine, "state" | "parkedAt">): readonly LineAction[] {
  return actionsOf[sectionOf(line)];
}

const letters: Readonly<Record<string, readonly LineAction[]>> = {
  a: ["arrived"],
  p: ["being-served"],
  x: ["absent"],
  r: ["recall", "reopen"],
  m: ["park", "unpark"],
  t: ["transfer"],
};

/** What a letter of the shortcuts overlay does with a line; null when nothing. */
export function actionOfKey(key: string, line: Pick<BoardLine, "state" | "parkedAt">): LineAction | null {
  const wanted = letters[key.toLowerCase()] ?? [];
  return lineActions(line).find((action) => wanted.includes(action)) ?? null;
}

/** The sections of a filter that hold someone, each in its own order. */
export function sectionsOf(lines: readonly BoardLine[], filter: DayFilter): readonly Section[] {
  return statesOf[filter]
    .map((state) => ({ state, lines: inOrder(state, lines) }))
    .filter((section) => section.lines.length > 0);
}

/** How many lines each filter holds. */
export function countsOf(lines: readonly BoardLine[]): Readonly<Record<DayFilter, number>> {
  const count = (filter: DayFilter) =>
    lines.filter((line) => statesOf[filter].includes(sectionOf(line))).length;
  return { todo: count("todo"), done: count("done"), absent: count("absent") };
}

/** The filter under which a state is seen. */
export function filterOf(state: VisitState): DayFilter {
  if (state === "done" || state === "absent") return state;
  return "todo";
}

/** Who comes next at a desk, for one service or for any it serves. */
export function nextToServe(
  { lines }: Board,
  desk: QueueDesk,
  service: ServiceId | null = null,
): BoardLine | null {
  const standings = lines.map((line) => ({
    line,
    visit: { ...line, id: line.visitId },
    turn: { service: line.service, forDesk: line.forDesk, parkedAt: line.parkedAt },
    ticket: null,
    passage: null,
  }));
  return nextAt(desk, service, standings)?.line ?? null;
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

function inOrder(state: SectionName, lines: readonly BoardLine[]): readonly BoardLine[] {
  const newestFirst = state === "done" || state === "absent" ? -1 : 1;
  return lines
    .filter((line) => sectionOf(line) === state)
    .toSorted((a, b) => newestFirst * timeOf(a).localeCompare(timeOf(b)));
}

/** The instant a line is sorted by, in its state. Instants are all UTC of one length, so texts sort as times. */
function timeOf(line: BoardLine): string {
  switch (line.state) {
    case "expected":
    case "absent":
      return line.dueAt ?? line.arrivedAt ?? "";
    case "arrived":
      return line.parkedAt ?? line.dueAt ?? line.arrivedAt ?? "";
    case "being-served":
      return line.servedAt ?? line.arrivedAt ?? "";
    case "done":
      return line.closedAt ?? "";
  }
}

/** The visits of people who are not the only ones of their name on the board: their number tells them apart. */
export function namesakesAmong(
  lines: readonly Pick<BoardLine, "visitId" | "studentId" | "firstName" | "lastName">[],
): ReadonlySet<VisitId> {
  const named = Map.groupBy(lines, ({ firstName, lastName }) => `${firstName} ${lastName}`.toLowerCase());
  const shared = [...named.values()].filter(
    (some) => new Set(some.map(({ studentId }) => studentId)).size > 1,
  );
  return new Set(shared.flat().map(({ visitId }) => visitId));
}
