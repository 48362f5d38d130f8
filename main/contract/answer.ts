import { z } from "zod";

/** The schema of a `Result`: a value, or a fault to be put in words by the renderer. */
export function answer<T extends z.ZodType, F extends z.ZodType>(value: T, fault: F) {
  return z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), fault }),
  ]);
}
