import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { printerCondition } from "./issue.ts";

/** The devices in one line, as at the bottom of the desk. */
export const devicesView = z.strictObject({
  printer: z.strictObject({
    name: z.string(),
    simulated: z.boolean(),
    condition: printerCondition.nullable(),
    ribbonLeft: z.number().nullable(),
  }),
  deskReader: z.strictObject({ name: z.string(), simulated: z.boolean(), cardPresent: z.boolean() }),
});
export type DevicesView = z.infer<typeof devicesView>;

export const devicesContract = {
  live: oc.output(eventIterator(devicesView)),
};
