import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { calendarDay, instant } from "../core/calendar.ts";
import { studentId, visitId } from "../core/ids.ts";
import { deskId, queuePlan, serviceId } from "../core/queue-plan.ts";
import { concern, readiness } from "../core/student.ts";
import { visitState } from "../core/visit.ts";
import { answer } from "./answer.ts";

/** One line of the day board. */
export const boardLine = z.strictObject({
  visitId,
  studentId,
  state: visitState,
  firstName: z.string(),
  lastName: z.string(),
  studentNumber: z.string(),
  programme: z.string(),
  level: z.string(),
  walkIn: z.boolean(),
  /** Their card is being made and waits for a person. */
  needsOperator: z.boolean(),
  dueAt: instant.nullable(),
  arrivedAt: instant.nullable(),
  servedAt: instant.nullable(),
  closedAt: instant.nullable(),
  readiness,
  concerns: z.array(concern).readonly(),
  service: serviceId,
  /** As shown and said; null before they arrived. */
  ticket: z.string().nullable(),
  /** The only desk that takes them. */
  forDesk: deskId.nullable(),
  /** They wait aside and are not called by turn. */
  parkedAt: instant.nullable(),
  /** The desk they are at, who called them there, and how often. */
  served: z
    .strictObject({
      desk: deskId,
      deskName: z.string(),
      by: z.string().nullable(),
      calls: z.int(),
      lastCalledAt: instant,
    })
    .nullable(),
  /** For who waits for their turn: how many come before, and how long that takes, when something honest can be said. */
  wait: z.strictObject({ ahead: z.int(), waitMs: z.number().nullable() }).nullable(),
});
export type BoardLine = z.infer<typeof boardLine>;

/** The whole day, in the order it is served: being served, arrived by waiting time, expected by hour, then done and absent. */
export const board = z.strictObject({
  day: calendarDay,
  /** The station's clock when the board was made, to count waiting from. */
  at: instant,
  lines: z.array(boardLine).readonly(),
  plan: queuePlan,
});
export type Board = z.infer<typeof board>;

/** A student found by the one search field. */
export const found = z.strictObject({
  studentId,
  firstName: z.string(),
  lastName: z.string(),
  studentNumber: z.string(),
  programme: z.string(),
  level: z.string(),
  readiness,
  concerns: z.array(concern).readonly(),
  /** Their visit of the day, when they have one. */
  visitId: visitId.nullable(),
  /** What was typed or scanned is their appointment's code or their ticket: their visit, and where it stands. */
  exactly: z
    .strictObject({ by: z.enum(["appointment", "ticket"]), visitId, state: visitState, day: calendarDay })
    .nullable(),
});
export type Found = z.infer<typeof found>;

/** Why the board refuses a move. */
export const boardFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-visit") }),
  z.strictObject({ kind: z.literal("no-such-student") }),
  z.strictObject({ kind: z.literal("move-not-allowed"), from: visitState, to: visitState }),
  z.strictObject({ kind: z.literal("issue-under-way") }),
  /** Somebody else has them: the desk, and who is there. */
  z.strictObject({ kind: z.literal("taken"), desk: z.string(), by: z.string().nullable() }),
  /** It can not be undone: something else was done with the visit since. */
  z.strictObject({ kind: z.literal("changed-since") }),
  z.strictObject({ kind: z.literal("no-such-desk") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type BoardFault = z.infer<typeof boardFault>;

export const boardContract = {
  /** The board of today, again each time anything on it changes. */
  live: oc.output(eventIterator(board)),
  /** Students whose name, number or e-mail holds every word of `text`, at most 12, best first; whoever has that ticket or appointment before all. */
  search: oc.input(z.strictObject({ text: z.string().max(500) })).output(z.array(found).readonly()),
  /** Puts a student without appointment on today's board as arrived; gives their visit when they are on it already. */
  walkIn: oc
    .input(z.strictObject({ studentId, service: serviceId.optional() }))
    .output(answer(z.strictObject({ visitId, ticket: z.string().nullable() }), boardFault)),
  /** Moves a visit on the board; a move can be undone by the move back. */
  move: oc
    .input(z.strictObject({ visitId, to: visitState }))
    .output(answer(z.strictObject({ from: visitState }), boardFault)),
};
