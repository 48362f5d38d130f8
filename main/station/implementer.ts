import { type ImplementerInternalWithMiddlewares, implement } from "@orpc/server";
import { contract } from "../contract/contract.ts";
import type { Acting } from "../core/ports/audit-log.ts";
import { type DeskContext, guard } from "./guard.ts";
import type { Sessions } from "./sessions.ts";
import type { Witness } from "./witness.ts";

/** What an area's answers are made from. Named, because the compiler does not write a type of this length down by itself. */
export type Implementer = ImplementerInternalWithMiddlewares<typeof contract, DeskContext, DeskContext>;

/** The contract to be answered, every procedure behind the guard. */
export function implementer(sessions: Sessions, acting: Acting, witness: Witness): Implementer {
  return implement(contract)
    .$context<DeskContext>()
    .use(guard(sessions, acting, witness));
}
