import { z } from "zod";

/** Who stands by as the second operator: their name, and their own PIN. */
export const secondOperator = { secondName: z.string().max(200), secondPin: z.string().max(100) };

/** Why a second operator is none. */
export const secondFault = z.discriminatedUnion("kind", [
  /** Whether the name or the PIN is wrong is not said. */
  z.strictObject({ kind: z.literal("not-known") }),
  z.strictObject({ kind: z.literal("paused"), remainingMs: z.number() }),
  /** Whoever asks can not be the second. */
  z.strictObject({ kind: z.literal("same-operator") }),
  /** The second operator's roles do not allow it. */
  z.strictObject({ kind: z.literal("second-may-not") }),
]);
export type SecondFault = z.infer<typeof secondFault>;
