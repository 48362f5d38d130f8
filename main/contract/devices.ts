import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { printerCondition } from "./issue.ts";
import { labelNotice, labelTrouble } from "./labels.ts";

/** What will stop the printer before long. */
export const printerNotice = z.enum(["ribbon-low", "cleaning-due", "head-warranty-at-risk", "feeder-low"]);

/** The devices in one line, as at the bottom of the desk. */
export const devicesView = z.strictObject({
  printer: z.strictObject({
    name: z.string(),
    simulated: z.boolean(),
    condition: printerCondition.nullable(),
    ribbonLeft: z.number().nullable(),
    notices: z.array(printerNotice).readonly(),
  }),
  /** Null while none is chosen, or none was looked at yet. */
  labelPrinter: z
    .strictObject({
      name: z.string(),
      simulated: z.boolean(),
      trouble: labelTrouble.nullable(),
      notices: z.array(labelNotice).readonly(),
    })
    .nullable(),
  deskReader: z.strictObject({ name: z.string(), simulated: z.boolean(), cardPresent: z.boolean() }),
});
export type DevicesView = z.infer<typeof devicesView>;

export const devicesContract = {
  live: oc.output(eventIterator(devicesView)),
};
