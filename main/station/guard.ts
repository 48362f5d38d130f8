import { ORPCError, os } from "@orpc/server";
import type { ProcedurePath } from "../contract/contract.ts";
import { type DeskAct, mayDo, type Role } from "../core/role.ts";
import type { Witness } from "./witness.ts";

/** What a shell tells of each connection: an object of its own. */
export interface DeskContext {
  readonly connection?: object;
}

/** Holds the table of roles before every procedure, and has what is done kept: who may not do it is told so before their input is looked at. */
export function guard(rolesOf: (connection: object | undefined) => readonly Role[] | null, witness: Witness) {
  return os.$context<DeskContext>().middleware(async ({ context, path, next }, input, output) => {
    const held = rolesOf(context.connection);
    const act = actOf(path.join(".") as ProcedurePath);
    if (!mayDo(held, act)) throw new ORPCError(held === null ? "UNAUTHORIZED" : "FORBIDDEN");
    return output(await witness.around(act, input, async () => (await next()).output));
  });
}

/** A procedure without a line in the table of roles (`core/role.ts`) does not compile here. */
function actOf(path: ProcedurePath): DeskAct {
  return path;
}
