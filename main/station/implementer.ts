import { implement } from "@orpc/server";
import { contract } from "../contract/contract.ts";
import { roles } from "../core/role.ts";
import { type DeskContext, guard } from "./guard.ts";
import type { Witness } from "./witness.ts";

/** The contract to be answered, every procedure behind the guard. */
export function implementer(witness: Witness) {
  // Until operators sign in, whoever is at the desk has every role.
  return implement(contract)
    .$context<DeskContext>()
    .use(guard(() => roles, witness));
}

/** What an area's answers are made from. */
export type Implementer = ReturnType<typeof implementer>;
