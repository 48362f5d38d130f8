import { ORPCError, os } from "@orpc/server";
import type { ProcedurePath } from "../contract/contract.ts";
import type { Operator } from "../core/operator.ts";
import type { Acting } from "../core/ports/audit-log.ts";
import { type DeskAct, mayDo } from "../core/role.ts";
import type { Sessions } from "./sessions.ts";
import type { Witness } from "./witness.ts";

/** What a shell tells of each connection: an object of its own. */
export interface DeskContext {
  readonly connection?: object;
}

/**
 * Holds the table of roles before every procedure, and has what is done kept under the name of who does it: who may not do it is told so
 * before their input is looked at. A window that is locked hears nothing until it is unlocked.
 */
export function guard(sessions: Sessions, acting: Acting, witness: Witness) {
  return os.$context<DeskContext>().middleware(async ({ context, path, next, signal }, input, output) => {
    const act = actOf(path.join(".") as ProcedurePath);
    const operator = admitted(sessions, context, act);
    const run = () => witness.around(act, input, async () => (await next()).output);
    const done = await (operator === null ? run() : acting.as(operator.id, run));
    return output(
      isStream(done) && !mayDo(null, act) ? withheld(done, sessions, context, act, signal) : done,
    );
  });
}

function admitted(sessions: Sessions, { connection }: DeskContext, act: DeskAct): Operator | null {
  const operator = sessions.operatorAt(connection);
  if (mayDo(operator?.roles ?? null, act)) return operator;
  throw new ORPCError(operator === null ? "UNAUTHORIZED" : "FORBIDDEN");
}

/** What is heard at a window as long as it is not locked, until its operator is gone or may no longer hear it. */
async function* withheld(
  heard: AsyncIterable<unknown>,
  sessions: Sessions,
  context: DeskContext,
  act: DeskAct,
  signal: AbortSignal | undefined,
): AsyncGenerator {
  for await (const value of heard) {
    await sessions.untilUnlocked(context.connection, signal);
    if (signal?.aborted === true) return;
    admitted(sessions, context, act);
    yield value;
  }
}

function isStream(done: unknown): done is AsyncIterable<unknown> {
  return typeof done === "object" && done !== null && Symbol.asyncIterator in done;
}

/** A procedure without a line in the table of roles (`core/role.ts`) does not compile here. */
function actOf(path: ProcedurePath): DeskAct {
  return path;
}
