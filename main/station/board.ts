import type { Board, BoardFault, BoardLine, Found } from "../contract/board.ts";
import { type StudentId, type VisitId, visitId as visitIdSchema } from "../core/ids.ts";
import { overruledConcerns } from "../core/override.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { readSearch } from "../core/search-text.ts";
import { concernsOf, nameOnCard, readinessOf, type Student } from "../core/student.ts";
import { mayMove, type Visit, type VisitState } from "../core/visit.ts";
import type { Changes } from "./changes.ts";
import { needOf } from "./issue-need.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { now, today } from "./today.ts";

const searchLimit = 12;

/** The day board: who is expected, who waits, who is served. */
export interface DayBoard {
  view(): Promise<Board>;
  search(text: string): Promise<readonly Found[]>;
  walkIn(student: StudentId): Promise<Result<{ readonly visitId: VisitId }, BoardFault>>;
  move(visit: VisitId, to: VisitState): Promise<Result<{ readonly from: VisitState }, BoardFault>>;
}

/** The day board of a station. */
export function createDayBoard(parts: StationParts, changes: Changes): DayBoard {
  const { store, settings } = parts;
  const judged = (student: Student, overrides: Visit["overrides"] = []) => {
    const concerns = concernsOf(student, today(parts), settings.yearTurn);
    return { concerns, readiness: readinessOf(concerns, overruledConcerns(overrides)) };
  };
  const move: DayBoard["move"] = async (id, to) => {
    const visit = await store.visits.byId(id);
    if (visit === null) return failed({ kind: "no-such-visit" });
    if (visit.state === to) return succeeded({ from: to });
    if (!mayMove(visit.state, to)) return failed({ kind: "move-not-allowed", from: visit.state, to });
    const job = await store.jobs.lastOfVisit(id);
    if (job?.open === true) return failed({ kind: "issue-under-way" });
    const kept = await store.visits.move(id, to, timesAfter(visit, to, parts));
    if (!kept.ok) {
      return kept.fault.kind === "disk-full"
        ? failed({ kind: "disk-full" })
        : failed({ kind: "move-not-allowed", from: visit.state, to });
    }
    changes.tell("board", id);
    return succeeded({ from: visit.state });
  };
  /** Two windows may name the same student at once: one visit comes of it. */
  const arriving = new Map<StudentId, Promise<void>>();
  const walkIn: DayBoard["walkIn"] = async (studentId) => {
    const student = await store.students.byId(studentId);
    if (student === null) return failed({ kind: "no-such-student" });
    const present = await store.visits.ofStudent(studentId, today(parts));
    if (present !== null && present.state !== "done") {
      const isHere = present.state !== "expected" && present.state !== "absent";
      const here = isHere ? succeeded(null) : await move(present.id, "arrived");
      return here.ok ? succeeded({ visitId: present.id }) : here;
    }
    const visit: Visit = {
      id: visitIdSchema.parse(parts.randomness.uuid()),
      studentId,
      day: today(parts),
      state: "arrived",
      appointmentId: null,
      dueAt: null,
      arrivedAt: now(parts),
      servedAt: null,
      closedAt: null,
      identitySeen: null,
      identitySeenAt: null,
      rulesReadAt: null,
      overrides: [],
    };
    const kept = await store.visits.add(visit);
    if (!kept.ok) return noRoom(kept.fault);
    changes.tell("board", visit.id);
    return succeeded({ visitId: visit.id });
  };
  return {
    async view() {
      const [visits, issues] = await Promise.all([store.visits.ofDay(today(parts)), store.jobs.open()]);
      const waiting = new Set(issues.flatMap((job) => (needOf(job.state) === null ? [] : [job.visitId])));
      const lines = visits.map(({ visit, student }): BoardLine => {
        const name = nameOnCard(student);
        return {
          visitId: visit.id,
          studentId: student.id,
          state: visit.state,
          ...name,
          studentNumber: student.number,
          programme: student.programme,
          level: student.level,
          walkIn: visit.appointmentId === null,
          needsOperator: waiting.has(visit.id),
          dueAt: visit.dueAt,
          arrivedAt: visit.arrivedAt,
          servedAt: visit.servedAt,
          closedAt: visit.closedAt,
          ...judged(student, visit.overrides),
        };
      });
      return { day: today(parts), at: now(parts), lines: lines.toSorted(byTurn) };
    },
    async search(text) {
      const found = await store.students.search(readSearch(text), today(parts), searchLimit);
      return found.map(
        ({ student, visitId }): Found => ({
          studentId: student.id,
          ...nameOnCard(student),
          studentNumber: student.number,
          programme: student.programme,
          level: student.level,
          ...judged(student),
          visitId,
        }),
      );
    },
    async walkIn(studentId) {
      const before = arriving.get(studentId) ?? Promise.resolve();
      const arrived = before.then(() => walkIn(studentId));
      const settled = arrived.then(nothing, nothing);
      arriving.set(studentId, settled);
      try {
        return await arrived;
      } finally {
        if (arriving.get(studentId) === settled) arriving.delete(studentId);
      }
    },
    move,
  };
}

/** What a move writes on the clock of a visit; the way back takes it off again. */
function timesAfter(
  visit: Visit,
  to: VisitState,
  parts: StationParts,
): Pick<Visit, "arrivedAt" | "servedAt" | "closedAt"> {
  const at = now(parts);
  switch (to) {
    case "expected":
      return { arrivedAt: null, servedAt: null, closedAt: null };
    case "absent":
      return { arrivedAt: visit.arrivedAt, servedAt: null, closedAt: null };
    case "arrived":
      return { arrivedAt: visit.arrivedAt ?? at, servedAt: null, closedAt: null };
    case "being-served":
      return { arrivedAt: visit.arrivedAt ?? at, servedAt: at, closedAt: null };
    case "done":
      return { arrivedAt: visit.arrivedAt ?? at, servedAt: visit.servedAt ?? at, closedAt: at };
  }
}

function nothing(): void {
  // Only the order counts.
}

const turns: readonly VisitState[] = ["being-served", "arrived", "expected", "done", "absent"];

function byTurn(a: BoardLine, b: BoardLine): number {
  const turn = turns.indexOf(a.state) - turns.indexOf(b.state);
  return turn !== 0 ? turn : momentOf(a).localeCompare(momentOf(b)) || a.lastName.localeCompare(b.lastName);
}

function momentOf(line: BoardLine): string {
  return (line.state === "arrived" ? line.arrivedAt : line.dueAt) ?? line.arrivedAt ?? "";
}
