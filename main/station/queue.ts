import type { BoardFault } from "../contract/board.ts";
import type { SaidVerb } from "../contract/queue.ts";
import type { CalendarDay } from "../core/calendar.ts";
import { operatorId, type VisitId } from "../core/ids.ts";
import type { QueuePlace } from "../core/ports/queue-records.ts";
import { changeBy, type QueueChange, type QueueVerb, type Standing, wayBack } from "../core/queue.ts";
import { nextAt } from "../core/queue-order.ts";
import { type DeskId, type QueuePlan, type ServiceId, serviceFor } from "../core/queue-plan.ts";
import { ticketText } from "../core/queue-ticket.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { nameOnCard, type Student } from "../core/student.ts";
import type { Visit, VisitState } from "../core/visit.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { plansOf } from "./queue-plans.ts";
import { targetOf, verbTo } from "./queue-verbs.ts";
import { now, today } from "./today.ts";
import type { Witness } from "./witness.ts";

/** A line of the day: the visit, where it stands, and whose it is. */
export interface DayLine extends Standing {
  readonly visit: Visit;
  readonly student: Student;
}

type Given = Result<{ readonly ticket: string | null }, BoardFault>;

/** The queue before the desks. */
export interface Queue {
  plan(): Promise<{ readonly version: number; readonly plan: QueuePlan }>;
  /** Everybody of a day, in no order. */
  lines(day: CalendarDay, plan: QueuePlan): Promise<readonly DayLine[]>;
  say(visit: VisitId, verb: SaidVerb): Promise<Given>;
  ticketOf(visit: VisitId): Promise<Given>;
  /** As `say`, at the first desk where none is told: for callers without a window. */
  move(visit: VisitId, to: VisitState): Promise<Given>;
  /** Adds somebody who came without appointment, with a ticket of the service. */
  welcome(visit: Visit, service: ServiceId | null): Promise<Given>;
  next(
    desk: DeskId,
    service: ServiceId | null,
  ): Promise<
    Result<
      { readonly visitId: VisitId; readonly ticket: string | null; readonly name: string } | null,
      BoardFault
    >
  >;
  undo(visit: VisitId): Promise<Result<null, BoardFault>>;
}

/** What was done last with a visit is remembered for so many visits. */
const remembered = 500;

/** The queue of a station. */
export function createQueue(parts: StationParts, changes: Changes, witness: Witness): Queue {
  const { store, acting } = parts;
  const plan = plansOf(parts);
  const last = new Map<VisitId, { readonly before: Standing; readonly after: Standing }>();
  const standingOf = async (id: VisitId, drawn: QueuePlan): Promise<Standing | null> => {
    const [visit, place] = await Promise.all([store.visits.byId(id), store.queue.of(id)]);
    return visit === null ? null : standing(visit, place, drawn);
  };
  const taken = async ({ passage }: Standing, drawn: QueuePlan): Promise<BoardFault | null> => {
    if (passage === null) return null;
    const desk = drawn.desks.find(({ id }) => id === passage.desk)?.name ?? passage.desk;
    const operator = operatorId.safeParse(passage.by);
    const by = operator.success ? await store.operators.byId(operator.data) : null;
    return { kind: "taken", desk, by: by?.name ?? null };
  };
  /** Keeps a change and tells everybody; refused by the database, somebody else was quicker. */
  const keep = async (
    change: QueueChange,
    before: Standing,
    drawn: QueuePlan,
    adds?: Visit,
  ): Promise<Given> => {
    const isHere = change.to === "arrived" || change.to === "being-served";
    const letter = drawn.services.find(({ id }) => id === change.turn.service)?.letter ?? null;
    const kept = await store.queue.keep({
      ...change,
      ...(adds === undefined ? {} : { adds }),
      ticketLetter: isHere ? letter : null,
    });
    const after = await standingOf(change.visitId, drawn);
    if (!kept.ok) {
      if (kept.fault.kind === "disk-full") return noRoom(kept.fault);
      const who = after === null ? null : await taken(after, drawn);
      return failed(
        who ?? { kind: "move-not-allowed", from: after?.visit.state ?? change.from, to: change.to },
      );
    }
    if (after !== null && adds === undefined) remember(change.visitId, before, after);
    changes.tell("board", change.visitId);
    return succeeded({ ticket: after?.ticket == null ? null : ticketText(after.ticket) });
  };
  const remember = (id: VisitId, before: Standing, after: Standing) => {
    const [oldest] = last.keys();
    if (last.size >= remembered && oldest !== undefined) last.delete(oldest);
    last.delete(id);
    last.set(id, { before, after });
  };
  const isBeingMade = async (id: VisitId) => (await store.jobs.lastOfVisit(id))?.open === true;

  const say = async (id: VisitId, said: SaidVerb): Promise<Given> => {
    const { plan: drawn } = await plan();
    const before = await standingOf(id, drawn);
    if (before === null) return failed({ kind: "no-such-visit" });
    if ("desk" in said && said.desk !== null && !drawn.desks.some((desk) => desk.id === said.desk)) {
      return failed({ kind: "no-such-desk" });
    }
    const { passage } = before;
    if (said.do === "call" && before.visit.state === "being-served") {
      const ours = passage === null || passage.desk === said.desk;
      const other = ours ? null : await taken(before, drawn);
      return other === null ? succeeded({ ticket: null }) : failed(other);
    }
    const verb: QueueVerb = said.do === "call" || said.do === "reopen" ? { ...said, by: acting.now() } : said;
    const change = changeBy(verb, before, now(parts));
    if (!change.ok)
      return failed({ kind: "move-not-allowed", from: before.visit.state, to: targetOf(said.do) });
    if (said.do !== "recall" && (await isBeingMade(id))) return failed({ kind: "issue-under-way" });
    return keep(change.value, before, drawn);
  };

  return {
    plan,
    async lines(day, drawn) {
      const [visits, places] = await Promise.all([store.visits.ofDay(day), store.queue.ofDay(day)]);
      const byVisit = new Map(places.map((place) => [place.visitId, place]));
      return visits.map(({ visit, student }) => ({
        ...standing(visit, byVisit.get(visit.id) ?? null, drawn),
        visit,
        student,
      }));
    },
    say,
    async ticketOf(id) {
      const ticket = (await store.queue.of(id))?.ticket ?? null;
      return succeeded({ ticket: ticket === null ? null : ticketText(ticket) });
    },
    async move(id, to) {
      const visit = await store.visits.byId(id);
      if (visit === null) return failed({ kind: "no-such-visit" });
      const [desk] = (await plan()).plan.desks;
      const verb = desk === undefined ? null : verbTo(visit.state, to, desk.id);
      if (verb === null) return failed({ kind: "move-not-allowed", from: visit.state, to });
      return say(id, verb);
    },
    async welcome(visit, service) {
      const { plan: drawn } = await plan();
      const { id, ...unarrived }: Visit = { ...visit, state: "expected", arrivedAt: null };
      const stranger = standing({ id, ...unarrived }, null, drawn);
      const turn = { ...stranger.turn, service: service ?? stranger.turn.service };
      const change = changeBy({ do: "arrive" }, { ...stranger, turn }, now(parts));
      if (!change.ok) throw new Error("who is expected may arrive");
      return keep(change.value, stranger, drawn, { id, ...unarrived });
    },
    async next(desk, service) {
      const { plan: drawn } = await plan();
      const at = drawn.desks.find(({ id }) => id === desk);
      if (at === undefined) return failed({ kind: "no-such-desk" });
      const passed = new Set<VisitId>();
      for (;;) {
        const lines = await this.lines(today(parts), drawn);
        const turn = nextAt(
          at,
          service,
          lines.filter(({ visit }) => !passed.has(visit.id)),
        );
        if (turn === null) return succeeded(null);
        const { id } = turn.visit;
        const called = await witness.around("queue.say", { visitId: id }, () =>
          say(id, { do: "call", desk }),
        );
        // Another desk was quicker, or their card is still being made: whoever comes after them is next.
        if (called.ok) {
          const name = nameOnCard(turn.student);
          return succeeded({
            visitId: id,
            ticket: called.value.ticket,
            name: `${name.firstName} ${name.lastName}`,
          });
        }
        if (called.fault.kind === "disk-full") return called;
        passed.add(id);
      }
    },
    async undo(id) {
      const { plan: drawn } = await plan();
      const done = last.get(id);
      const present = await standingOf(id, drawn);
      if (present === null) return failed({ kind: "no-such-visit" });
      const back = done === undefined ? null : wayBack(done.before, done.after, present, now(parts));
      if (back === null) return failed({ kind: "changed-since" });
      if (await isBeingMade(id)) return failed({ kind: "issue-under-way" });
      const kept = await keep(back, present, drawn);
      if (kept.ok) last.delete(id);
      return kept.ok ? succeeded(null) : kept;
    },
  };
}

function standing(visit: Visit, place: QueuePlace | null, plan: QueuePlan): Standing {
  const service = serviceFor(place?.reason ?? null, plan).id;
  return {
    visit,
    turn: place?.turn ?? { service, forDesk: null, parkedAt: null },
    ticket: place?.ticket ?? null,
    passage: place?.passage ?? null,
  };
}
