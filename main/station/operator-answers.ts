import { implement, ORPCError } from "@orpc/server";
import { operatorsContract } from "../contract/operators.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { Operating } from "./operating.ts";
import type { StationParts } from "./parts.ts";
import { type Sessions, sessionsSubject } from "./sessions.ts";

/** What windows ask about operators, answered. */
export function operatorAnswers(
  parts: StationParts,
  sessions: Sessions,
  operating: Operating,
  changes: Changes,
) {
  const os = implement(operatorsContract).$context<DeskContext>();
  return os.router({
    session: os.session.handler(({ context, signal }) =>
      changes.live([sessionsSubject], () => sessions.view(context.connection), signal),
    ),
    first: os.first.handler(({ context, input }) => sessions.first(here(context), input.name, input.pin)),
    signIn: os.signIn.handler(({ context, input }) => sessions.signIn(here(context), input.name, input.pin)),
    resume: os.resume.handler(({ context, input }) => sessions.resume(here(context), input.secret)),
    lock: os.lock.handler(({ context }) => {
      sessions.lock(here(context));
      return null;
    }),
    unlock: os.unlock.handler(({ context, input }) => sessions.unlock(here(context), input.pin)),
    signOut: os.signOut.handler(({ context }) => {
      sessions.signOut(here(context));
      return null;
    }),
    here: os.here.handler(({ context }) => {
      sessions.here(here(context));
      return null;
    }),
    changePin: os.changePin.handler(({ context, input }) => {
      const operator = sessions.operatorAt(here(context));
      if (operator === null) throw new ORPCError("UNAUTHORIZED");
      return operating.changePin(operator, input.old, input.fresh);
    }),
    live: os.live.handler(({ signal }) =>
      changes.live([sessionsSubject], () => parts.store.operators.all(), signal),
    ),
    add: os.add.handler(({ input }) => operating.add(input.name, input.roles, input.pin)),
    change: os.change.handler(({ input: { operatorId, ...to } }) => operating.change(operatorId, to)),
    resetPin: os.resetPin.handler(({ input }) => operating.resetPin(input.operatorId, input.pin)),
  });
}

/** Nobody signs in over a connection that has no name. */
function here({ connection }: DeskContext): object {
  if (connection === undefined) throw new ORPCError("UNAUTHORIZED");
  return connection;
}
