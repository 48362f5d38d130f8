import { ORPCError, os } from "@orpc/server";
import type { ProcedurePath } from "../contract/contract.ts";
import { type DeskAct, mayDo, type Role } from "../core/role.ts";

/** What a shell tells of each connection: an object of its own. */
export interface DeskContext {
  readonly connection?: object;
}

/** Holds the table of roles before every procedure: who may not do it is told so before their input is looked at. */
export function guard(rolesOf: (connection: object | undefined) => readonly Role[] | null) {
  return os.$context<DeskContext>().middleware(({ context, path, next }) => {
    const held = rolesOf(context.connection);
    if (mayDo(held, actOf(path.join(".") as ProcedurePath))) return next();
    throw new ORPCError(held === null ? "UNAUTHORIZED" : "FORBIDDEN");
  });
}

/** A procedure without a line in the table of roles (`core/role.ts`) does not compile here. */
function actOf(path: ProcedurePath): DeskAct {
  return path;
}
