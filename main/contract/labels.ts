import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { labelTroubles } from "../core/label-trouble.ts";
import { labelNotices } from "../core/ports/label-printer.ts";
import { chosenLabelPrinter, simulatedLabelFault } from "../core/ports/label-room.ts";
import { answer } from "./answer.ts";

/** What keeps a label printer from printing; null when a label can be printed. */
export const labelTrouble = z.enum(labelTroubles);
export const labelNotice = z.enum(labelNotices);

/** The label printer of the desk, as it is now. */
export const labelsView = z.strictObject({
  chosen: chosenLabelPrinter,
  name: z.string(),
  trouble: labelTrouble.nullable(),
  notices: z.array(labelNotice).readonly(),
  /** The maker's own words, or the name of the fault when it did not answer. */
  code: z.string(),
  /** Whether it sees a label being taken. */
  seesTaken: z.boolean(),
  simulated: z
    .strictObject({
      labelsLeft: z.number(),
      faults: z.array(simulatedLabelFault).readonly(),
      labelWaiting: z.boolean(),
      printed: z.number(),
    })
    .nullable(),
});
export type LabelsView = z.infer<typeof labelsView>;

/** How a label ended that did not come out fit to use. */
export const labelFault = z.strictObject({
  kind: z.literal("printer"),
  trouble: labelTrouble,
  code: z.string(),
  /** One may have come out all the same. */
  mayHaveComeOut: z.boolean(),
});
export type LabelFault = z.infer<typeof labelFault>;

export const labelsContract = {
  /** The printer, looked at again every two seconds. */
  live: oc.output(eventIterator(labelsView)),
  /** Uses another printer from now on; what the present one is printing is finished first. */
  choose: oc.input(z.strictObject({ chosen: chosenLabelPrinter })).output(z.null()),
  /** Prints a test label, whose number is nobody's. */
  test: oc.output(answer(z.strictObject({ tookMs: z.number() }), labelFault)),
  /** PNG of what came out last of the simulated printer. */
  picture: oc.output(z.instanceof(Blob).nullable()),
  /** Makes something go wrong with the simulated printer, or puts it right. */
  fault: oc.input(z.strictObject({ fault: simulatedLabelFault, on: z.boolean() })).output(z.null()),
  /** The simulated hand: takes the label, or puts in a new roll. */
  hand: oc.input(z.strictObject({ does: z.enum(["take", "new-roll"]) })).output(z.null()),
};
