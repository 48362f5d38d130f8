import type { Board, BoardFault, BoardLine, Found } from "../contract/board.ts";
import { keysIn } from "../core/appointment-code.ts";
import type { CalendarDay } from "../core/calendar.ts";
import { type StudentId, type VisitId, visitId as visitIdSchema } from "../core/ids.ts";
import { overruledConcerns } from "../core/override.ts";
import type { Standing } from "../core/queue.ts";
import { waits } from "../core/queue-estimate.ts";
import type { ServiceId } from "../core/queue-plan.ts";
import { readTicket, ticketText } from "../core/queue-ticket.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { readSearch } from "../core/search-text.ts";
import { concernsOf, nameOnCard, readinessOf, type Student } from "../core/student.ts";
import { mayMove, type Visit, type VisitState } from "../core/visit.ts";
import { needOf } from "./issue-need.ts";
import type { StationParts } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { now, today } from "./today.ts";

const searchLimit = 12;

/** The day board: who is expected, who waits, who is served. */
export interface DayBoard {
  view(): Promise<Board>;
  search(text: string): Promise<readonly Found[]>;
  /** `service`: what a newcomer is here for; the first service when not told. */
  walkIn(
    student: StudentId,
    service?: ServiceId,
  ): Promise<Result<{ readonly visitId: VisitId; readonly ticket: string | null }, BoardFault>>;
  move(visit: VisitId, to: VisitState): Promise<Result<{ readonly from: VisitState }, BoardFault>>;
}

/** The day board of a station. */
export function createDayBoard(parts: StationParts, queue: Queue): DayBoard {
  const { store, settings } = parts;
  const judged = (student: Student, overrides: Visit["overrides"] = []) => {
    const concerns = concernsOf(student, today(parts), settings.yearTurn);
    return { concerns, readiness: readinessOf(concerns, overruledConcerns(overrides)) };
  };
  const foundOf = (student: Student, visitId: VisitId | null, exact: Found["exactly"]): Found => ({
    studentId: student.id,
    ...nameOnCard(student),
    studentNumber: student.number,
    programme: student.programme,
    level: student.level,
    ...judged(student),
    visitId,
    exactly: exact,
  });
  /** Whoever has the ticket or the appointment that was typed or scanned. */
  const exactly = async (text: string, day: CalendarDay) => {
    const ticket = readTicket(text);
    const byTicket = ticket === null ? null : await store.queue.byTicket(day, ticket);
    const id = byTicket ?? (await visitOfCode(text));
    const visit = id === null ? null : await store.visits.byId(id);
    const student = visit === null ? null : await store.students.byId(visit.studentId);
    if (visit === null || student === null) return null;
    const by = byTicket === null ? ("appointment" as const) : ("ticket" as const);
    return { student, exactly: { by, visitId: visit.id, state: visit.state, day: visit.day } };
  };
  const visitOfCode = async (text: string): Promise<VisitId | null> => {
    for (const key of keysIn(text)) {
      const visit = await store.queue.byAppointment(key);
      if (visit !== null) return visit;
    }
    return null;
  };
  const operatorNames = async (lines: readonly Standing[]): Promise<ReadonlyMap<string, string>> => {
    if (lines.every(({ passage }) => passage === null)) return new Map();
    return new Map((await store.operators.all()).map(({ id, name }) => [id, name]));
  };
  const move: DayBoard["move"] = async (id, to) => {
    const visit = await store.visits.byId(id);
    if (visit === null) return failed({ kind: "no-such-visit" });
    if (visit.state === to) return succeeded({ from: to });
    if (!mayMove(visit.state, to)) return failed({ kind: "move-not-allowed", from: visit.state, to });
    const moved = await queue.move(id, to);
    return moved.ok ? succeeded({ from: visit.state }) : moved;
  };
  /** Two windows may name the same student at once: one visit comes of it. */
  const arriving = new Map<StudentId, Promise<void>>();
  const walkIn = async (studentId: StudentId, service: ServiceId | null): ReturnType<DayBoard["walkIn"]> => {
    const student = await store.students.byId(studentId);
    if (student === null) return failed({ kind: "no-such-student" });
    const present = await store.visits.ofStudent(studentId, today(parts));
    if (present !== null && present.state !== "done") {
      const isHere = present.state !== "expected" && present.state !== "absent";
      const here = isHere ? await queue.ticketOf(present.id) : await queue.say(present.id, { do: "arrive" });
      return here.ok ? succeeded({ visitId: present.id, ...here.value }) : here;
    }
    const id = visitIdSchema.parse(parts.randomness.uuid());
    const welcomed = await queue.welcome(
      {
        id,
        studentId,
        day: today(parts),
        state: "expected",
        appointmentId: null,
        dueAt: null,
        arrivedAt: null,
        servedAt: null,
        closedAt: null,
        identitySeen: null,
        identitySeenAt: null,
        rulesReadAt: null,
        overrides: [],
      },
      service,
    );
    return welcomed.ok ? succeeded({ visitId: id, ...welcomed.value }) : welcomed;
  };
  return {
    async view() {
      const day = today(parts);
      const [{ plan }, issues, ended] = await Promise.all([
        queue.plan(),
        store.jobs.open(),
        store.queue.endedOf(day),
      ]);
      const lines = await queue.lines(day, plan);
      const names = await operatorNames(lines);
      const waitOf = waits(plan.desks, lines, ended, parts.clock.now());
      const needing = new Set(issues.flatMap((job) => (needOf(job.state) === null ? [] : [job.visitId])));
      const shown = lines.map(
        ({ visit, student, turn, ticket, passage }): BoardLine => ({
          visitId: visit.id,
          studentId: student.id,
          state: visit.state,
          ...nameOnCard(student),
          studentNumber: student.number,
          programme: student.programme,
          level: student.level,
          walkIn: visit.appointmentId === null,
          needsOperator: needing.has(visit.id),
          dueAt: visit.dueAt,
          arrivedAt: visit.arrivedAt,
          servedAt: visit.servedAt,
          closedAt: visit.closedAt,
          ...judged(student, visit.overrides),
          service: turn.service,
          ticket: ticket === null ? null : ticketText(ticket),
          forDesk: turn.forDesk,
          parkedAt: turn.parkedAt,
          served:
            passage === null
              ? null
              : {
                  desk: passage.desk,
                  deskName: plan.desks.find(({ id }) => id === passage.desk)?.name ?? passage.desk,
                  by: names.get(passage.by) ?? null,
                  calls: passage.calls,
                  lastCalledAt: passage.lastCalledAt,
                },
          wait: waitOf.get(visit.id) ?? null,
        }),
      );
      return { day, at: now(parts), lines: shown.toSorted(byTurn), plan };
    },
    async search(text) {
      const day = today(parts);
      const [exact, found] = await Promise.all([
        exactly(text, day),
        store.students.search(readSearch(text), day, searchLimit),
      ]);
      const others = found.filter(({ student }) => student.id !== exact?.student.id);
      return [
        ...(exact === null ? [] : [foundOf(exact.student, exact.exactly.visitId, exact.exactly)]),
        ...others.map(({ student, visitId }) => foundOf(student, visitId, null)),
      ].slice(0, searchLimit);
    },
    async walkIn(studentId, service) {
      const before = arriving.get(studentId) ?? Promise.resolve();
      const arrived = before.then(() => walkIn(studentId, service ?? null));
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
