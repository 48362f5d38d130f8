import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { operatorId } from "../core/ids.ts";
import { operator, role } from "../core/operator.ts";
import { pinProblems } from "../core/pin.ts";
import { answer } from "./answer.ts";

/** What is typed, before it is judged. */
const typedName = z.string().max(200);
const typedPin = z.string().max(100);
const secret = z.string().length(43);

/** Who is at this window. */
export const sessionView = z.discriminatedUnion("state", [
  /** The desk waits for somebody who can open its database; nothing else can be asked of it. */
  z.strictObject({
    state: z.literal("start"),
    holders: z.array(z.string()).readonly(),
    /** Why nobody can open it as its file is now; null: they can. */
    refused: z.enum(["damaged", "altered", "weakened"]).nullable(),
  }),
  /** It was opened, and answers whoever asks anew. */
  z.strictObject({ state: z.literal("opened") }),
  /** Nobody can sign in yet: the first operator is made here. */
  z.strictObject({ state: z.literal("first-start") }),
  z.strictObject({
    state: z.literal("signed-out"),
    /** Invented operators and their PINs, as long as the hardware is simulated. */
    examples: z.array(z.strictObject({ name: z.string(), pin: z.string() })).readonly(),
    /** The last act at this desk, when the computer's clock says it has not come yet: the clock was set back. */
    clockBehind: instant.nullable(),
  }),
  z.strictObject({
    state: z.literal("signed-in"),
    operator,
    /** The desk locks when nobody touched it for so long. */
    lockAfterMs: z.number(),
  }),
  z.strictObject({
    state: z.literal("locked"),
    operator: z.strictObject({ id: operatorId, name: z.string() }),
    examples: z.array(z.strictObject({ name: z.string(), pin: z.string() })).readonly(),
  }),
]);
export type SessionView = z.infer<typeof sessionView>;

/** Why somebody is not let in. Whether the name or the PIN is wrong is not said. */
export const signInFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("not-known") }),
  /** Too many wrong PINs: the next try after so long. */
  z.strictObject({ kind: z.literal("paused"), remainingMs: z.number() }),
  z.strictObject({ kind: z.literal("not-locked") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type SignInFault = z.infer<typeof signInFault>;

/** Why an operator is not added or changed. */
export const operatorFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pin"), problem: z.enum(pinProblems) }),
  z.strictObject({ kind: z.literal("name-taken") }),
  z.strictObject({ kind: z.literal("no-such-operator") }),
  /** Somebody must be left who can set the desk up. */
  z.strictObject({ kind: z.literal("last-admin") }),
  /** There is an operator already, who can add others. */
  z.strictObject({ kind: z.literal("not-first") }),
  z.strictObject({ kind: z.literal("wrong-pin") }),
  z.strictObject({ kind: z.literal("paused"), remainingMs: z.number() }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type OperatorFault = z.infer<typeof operatorFault>;

const name = operator.shape.name;
const roles = z.array(role).min(1).readonly();
/** What lets a window that is read anew, or whose connection was cut, go on with its session. */
const opened = z.strictObject({ secret });

export const operatorsContract = {
  /** Who is at this window, again at each change. */
  session: oc.output(eventIterator(sessionView)),
  /** Makes the first operator, who has every role, and signs them in. */
  first: oc.input(z.strictObject({ name, pin: typedPin })).output(answer(opened, operatorFault)),
  signIn: oc.input(z.strictObject({ name: typedName, pin: typedPin })).output(answer(opened, signInFault)),
  /** Takes a session up again, as it was; false when it is over. */
  resume: oc.input(z.strictObject({ secret })).output(z.boolean()),
  /** Locks this window: nothing can be seen or done until its operator unlocks it. */
  lock: oc.output(z.null()),
  unlock: oc.input(z.strictObject({ pin: typedPin })).output(answer(z.null(), signInFault)),
  signOut: oc.output(z.null()),
  /** Somebody touches the window: it does not lock. */
  here: oc.output(z.null()),
  /** Changes one's own PIN. */
  changePin: oc
    .input(z.strictObject({ old: typedPin, fresh: typedPin }))
    .output(answer(z.null(), operatorFault)),
  /** Everybody who may sign in, or could, again at each change. */
  live: oc.output(eventIterator(z.array(operator).readonly())),
  add: oc
    .input(z.strictObject({ name, roles, pin: typedPin }))
    .output(answer(z.strictObject({ operatorId }), operatorFault)),
  change: oc
    .input(z.strictObject({ operatorId, name, roles, active: z.boolean() }))
    .output(answer(z.null(), operatorFault)),
  /** Gives somebody a new PIN, who forgot theirs, and forgets their tries. */
  resetPin: oc.input(z.strictObject({ operatorId, pin: typedPin })).output(answer(z.null(), operatorFault)),
};
