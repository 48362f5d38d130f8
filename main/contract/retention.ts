import { oc } from "@orpc/contract";
import { z } from "zod";
import { retentionRule } from "../core/photo/retention.ts";
import { purgedThing, purgeReport, retentionPeriods } from "../core/retention.ts";

const view = z.strictObject({
  periods: retentionPeriods,
  photos: retentionRule,
  /** What the next purge removes, as things stand. */
  tonight: z
    .array(z.strictObject({ thing: z.enum([...purgedThing.options, "photos"]), count: z.int() }))
    .readonly(),
  /** Why no purge is done by itself: the clock went back, or it stood still so long that it may be wrong now. */
  held: z.enum(["clock-behind", "long-pause"]).nullable(),
  /** The nights before, newest first. */
  reports: z.array(purgeReport).readonly(),
});
export type RetentionView = z.infer<typeof view>;

export const retentionContract = {
  look: oc.output(view),
  choose: oc.input(retentionPeriods.required()).output(view),
  /** Purges now rather than tonight. */
  purge: oc.output(view),
};
