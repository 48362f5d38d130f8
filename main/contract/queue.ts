import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { visitId } from "../core/ids.ts";
import { deskId, planProblem, queuePlan, service, serviceId } from "../core/queue-plan.ts";
import { answer } from "./answer.ts";
import { boardFault } from "./board.ts";

/** What a window says of a visit in the queue. */
export const saidVerb = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("arrive") }),
  z.strictObject({ do: z.literal("expect") }),
  z.strictObject({ do: z.literal("call"), desk: deskId }),
  z.strictObject({ do: z.literal("recall") }),
  z.strictObject({ do: z.literal("put-back") }),
  z.strictObject({ do: z.literal("park") }),
  z.strictObject({ do: z.literal("unpark") }),
  z.strictObject({ do: z.literal("transfer"), service: serviceId, desk: deskId.nullable() }),
  z.strictObject({ do: z.literal("no-show") }),
  z.strictObject({ do: z.literal("finish") }),
  z.strictObject({ do: z.literal("reopen"), desk: deskId }),
]);
export type SaidVerb = z.infer<typeof saidVerb>;

/** Why a plan is not kept. */
export const planFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("problem"), problem: planProblem }),
  /** Somebody changed it since it was read. */
  z.strictObject({ kind: z.literal("changed-since") }),
  /** Somebody waits for, or is at, what the plan has no more: its name. */
  z.strictObject({ kind: z.literal("in-use"), name: z.string() }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type PlanFault = z.infer<typeof planFault>;

/** What a public screen shows: who is called where, the latest call first, and how many wait. No name, nor what one could be found by. */
export const waitingScreen = z.strictObject({
  called: z
    .array(z.strictObject({ ticket: z.string(), desk: z.string(), calls: z.int(), lastCalledAt: instant }))
    .readonly(),
  waiting: z
    .array(
      z.strictObject({
        letter: service.shape.letter,
        name: service.shape.name,
        count: z.int(),
        /** For whoever came last; null when nothing honest can be said. */
        waitMs: z.number().nullable(),
      }),
    )
    .readonly(),
  chime: z.boolean(),
});
export type WaitingScreen = z.infer<typeof waitingScreen>;

export const queueContract = {
  /** The public screen, again each time the queue moves. Nobody has to have signed in. */
  screen: oc.output(eventIterator(waitingScreen)),
  /** Says a verb of a visit; gives the ticket of whoever has one now. */
  say: oc
    .input(z.strictObject({ visitId, verb: saidVerb }))
    .output(answer(z.strictObject({ ticket: z.string().nullable() }), boardFault)),
  /** Calls whoever is next at a desk, for one service or for any it serves; null when nobody waits for it. */
  next: oc
    .input(z.strictObject({ desk: deskId, service: serviceId.nullable() }))
    .output(
      answer(
        z.strictObject({ visitId, ticket: z.string().nullable(), name: z.string() }).nullable(),
        boardFault,
      ),
    ),
  /** Takes the last thing said of a visit back, unless something else was done with it since. */
  undo: oc.input(z.strictObject({ visitId })).output(answer(z.null(), boardFault)),
  /** The services and desks, with what to hand back when they are changed. */
  plan: oc.output(z.strictObject({ version: z.int(), plan: queuePlan })),
  choosePlan: oc
    .input(z.strictObject({ plan: queuePlan, over: z.int() }))
    .output(answer(z.null(), planFault)),
};
