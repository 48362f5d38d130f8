import type { Instant } from "./calendar.ts";
import type { VisitId } from "./ids.ts";
import type { DeskId, ServiceId } from "./queue-plan.ts";
import type { Ticket } from "./queue-ticket.ts";
import { failed, type Result, succeeded } from "./result.ts";
import type { Visit, VisitState } from "./visit.ts";

/** How somebody's time at a desk ended. Only `done` and `transferred` say how long a service takes. */
export type PassageEnd = "done" | "transferred" | "parked" | "put-back" | "no-show" | "undone";

/** One time somebody was called to a desk. */
export interface Passage {
  /** From 1 within a visit. */
  readonly number: number;
  readonly service: ServiceId;
  readonly desk: DeskId;
  /** Who called: an operator's id, or the desk itself. */
  readonly by: string;
  readonly calledAt: Instant;
  /** How often they were called, and when last. */
  readonly calls: number;
  readonly lastCalledAt: Instant;
}

/** A visit's place in the queue. */
export interface Turn {
  readonly service: ServiceId;
  /** Only this desk takes them; null: any desk of the service. */
  readonly forDesk: DeskId | null;
  /** They wait aside, for a paper or a person, and are not called by turn. */
  readonly parkedAt: Instant | null;
}

/** Where a visit stands, as far as the queue is concerned. */
export interface Standing {
  readonly visit: Pick<Visit, "id" | "state" | "dueAt" | "arrivedAt" | "servedAt" | "closedAt">;
  readonly turn: Turn;
  /** Given at the first arrival, and kept for the day. */
  readonly ticket: Ticket | null;
  /** The desk they are at now. */
  readonly passage: Passage | null;
}

/** What is done in a queue. */
export type QueueVerb =
  | { readonly do: "arrive" }
  /** Takes an arrival or an absence back. */
  | { readonly do: "expect" }
  | { readonly do: "call"; readonly desk: DeskId; readonly by: string }
  | { readonly do: "recall" }
  | { readonly do: "put-back" }
  | { readonly do: "park" }
  | { readonly do: "unpark" }
  | { readonly do: "transfer"; readonly service: ServiceId; readonly desk: DeskId | null }
  | { readonly do: "no-show" }
  | { readonly do: "finish" }
  /** Takes the end of a visit back. */
  | { readonly do: "reopen"; readonly desk: DeskId; readonly by: string };

/** What becomes of the passage at a desk. */
export type PassageChange =
  | { readonly do: "begin"; readonly desk: DeskId; readonly by: string; readonly at: Instant }
  | { readonly do: "end"; readonly as: PassageEnd; readonly at: Instant }
  | { readonly do: "call-again"; readonly at: Instant }
  /** Goes on with one that was ended by mistake. */
  | { readonly do: "resume"; readonly number: number };

/** A change of the queue, kept whole or not at all, and only while the visit still stands at `from`. */
export interface QueueChange {
  readonly visitId: VisitId;
  readonly from: VisitState;
  readonly to: VisitState;
  readonly times: Pick<Visit, "arrivedAt" | "servedAt" | "closedAt">;
  readonly turn: Turn;
  readonly passage: PassageChange | null;
}

/** From where each verb may be said. */
const from: Readonly<Record<QueueVerb["do"], readonly VisitState[]>> = {
  arrive: ["expected", "absent"],
  expect: ["arrived", "absent"],
  call: ["arrived"],
  recall: ["being-served"],
  "put-back": ["being-served"],
  park: ["arrived", "being-served"],
  unpark: ["arrived"],
  transfer: ["arrived", "being-served"],
  "no-show": ["expected", "arrived", "being-served"],
  finish: ["expected", "arrived", "being-served", "absent"],
  reopen: ["done"],
};

/** Whether a verb can be said of a visit. */
export function maySay(verb: QueueVerb["do"], { visit, turn }: Pick<Standing, "visit" | "turn">): boolean {
  if (verb === "unpark" && turn.parkedAt === null) return false;
  if (verb === "park" && turn.parkedAt !== null) return false;
  return from[verb].includes(visit.state);
}

/** What a verb changes at a moment. Somebody who is at another desk already is that desk's. */
export function changeBy(
  verb: QueueVerb,
  standing: Standing,
  at: Instant,
): Result<QueueChange, { readonly kind: "not-now" }> {
  if (!maySay(verb.do, standing)) return failed({ kind: "not-now" });
  const { visit, turn, passage } = standing;
  const { arrivedAt, servedAt } = visit;
  const ended = (as: PassageEnd): PassageChange | null => (passage === null ? null : { do: "end", as, at });
  const change = (
    to: VisitState,
    times: QueueChange["times"],
    next: Partial<Pick<QueueChange, "turn" | "passage">> = {},
  ): Result<QueueChange, never> =>
    succeeded({ visitId: visit.id, from: visit.state, to, times, turn, passage: null, ...next });
  const waiting = { arrivedAt: arrivedAt ?? at, servedAt: null, closedAt: null };
  const inTurn: Turn = { ...turn, parkedAt: null };

  switch (verb.do) {
    case "arrive":
      return change("arrived", waiting, { turn: inTurn });
    case "expect":
      return change("expected", { arrivedAt: null, servedAt: null, closedAt: null }, { turn: inTurn });
    case "call":
      return change(
        "being-served",
        { ...waiting, servedAt: at },
        { turn: inTurn, passage: { do: "begin", desk: verb.desk, by: verb.by, at } },
      );
    case "recall":
      return change(
        "being-served",
        { arrivedAt, servedAt, closedAt: null },
        passage === null ? {} : { passage: { do: "call-again", at } },
      );
    case "put-back":
      return change("arrived", waiting, { turn: inTurn, passage: ended("put-back") });
    case "park":
      return change("arrived", waiting, { turn: { ...turn, parkedAt: at }, passage: ended("parked") });
    case "unpark":
      return change("arrived", waiting, { turn: inTurn });
    case "transfer":
      return change("arrived", waiting, {
        turn: { service: verb.service, forDesk: verb.desk, parkedAt: null },
        passage: ended("transferred"),
      });
    case "no-show":
      return change(
        "absent",
        { arrivedAt, servedAt: null, closedAt: null },
        { turn: inTurn, passage: ended("no-show") },
      );
    case "finish":
      return change(
        "done",
        { arrivedAt: arrivedAt ?? at, servedAt: servedAt ?? at, closedAt: at },
        { turn: inTurn, passage: ended("done") },
      );
    case "reopen":
      return change(
        "being-served",
        { arrivedAt, servedAt, closedAt: null },
        { passage: { do: "begin", desk: verb.desk, by: verb.by, at } },
      );
  }
}

/** The change that brings a visit back to where it stood before, or null when somebody did something else with it since. */
export function wayBack(
  before: Standing,
  after: Standing,
  present: Standing,
  at: Instant,
): QueueChange | null {
  if (!isSame(after, present)) return null;
  const { visit, turn } = before;
  return {
    visitId: visit.id,
    from: present.visit.state,
    to: visit.state,
    times: { arrivedAt: visit.arrivedAt, servedAt: visit.servedAt, closedAt: visit.closedAt },
    turn,
    passage: passageBack(before.passage, present.passage, at),
  };
}

function passageBack(before: Passage | null, present: Passage | null, at: Instant): PassageChange | null {
  if (present?.number === before?.number) return null;
  if (before !== null) return { do: "resume", number: before.number };
  return { do: "end", as: "undone", at };
}

function isSame(one: Standing, other: Standing): boolean {
  return (
    one.visit.state === other.visit.state &&
    one.turn.service === other.turn.service &&
    one.turn.forDesk === other.turn.forDesk &&
    one.turn.parkedAt === other.turn.parkedAt &&
    one.passage?.number === other.passage?.number &&
    one.passage?.calls === other.passage?.calls
  );
}
