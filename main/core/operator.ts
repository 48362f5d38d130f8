import { z } from "zod";
import { operatorId } from "./ids.ts";
import { roles } from "./role.ts";

/** A role, as it is told and kept. */
export const role = z.enum(roles);

/** Somebody who may sign in at the desk. */
export const operator = z.strictObject({
  id: operatorId,
  name: z.string().trim().min(1).max(60),
  roles: z.array(role).min(1).readonly(),
  /** Somebody who left is kept, because acts are theirs, and may not sign in. */
  active: z.boolean(),
  /** Came with the examples: may sign in only while the hardware is simulated, because everybody knows the PIN. */
  example: z.boolean(),
});
export type Operator = z.infer<typeof operator>;
