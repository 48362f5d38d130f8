import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import type { PrinterCounters } from "../core/ports/card-printer.ts";
import { chosenPrinter } from "../core/ports/printer-room.ts";
import { ribbonKind } from "../core/ribbon.ts";
import { answer } from "./answer.ts";
import { printerNotice } from "./devices.ts";
import { printerCondition } from "./issue.ts";

const count = z.number().nullable();

const printerCounters = z.strictObject({
  ribbonLeft: count,
  cardsPrinted: count,
  cardsSinceCleaning: count,
  cardsUntilCleaning: count,
  cardsUntilWarrantyLost: count,
}) satisfies z.ZodType<PrinterCounters>;

/** The card printer of the desk, as it is now. */
export const printersView = z.strictObject({
  chosen: chosenPrinter,
  name: z.string(),
  capabilities: z.strictObject({
    sides: z.union([z.literal(1), z.literal(2)]),
    ribbon: ribbonKind.nullable(),
    inlineEncoding: z.boolean(),
    printsBeforeEncoding: z.boolean(),
  }),
  condition: printerCondition.nullable(),
  held: z.enum(["none", "contactless", "print-head", "exit", "unknown"]),
  notices: z.array(printerNotice).readonly(),
  /** The maker's own words, or the name of the fault when it did not answer. */
  code: z.string(),
  counters: printerCounters.nullable(),
});
export type PrintersView = z.infer<typeof printersView>;

/** A printer that answers, and how it would be chosen. */
const foundPrinter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["evolis-service", "evolis-esc"]),
    name: z.string(),
    place: z.union([
      z.strictObject({ host: z.string(), port: z.number() }),
      z.strictObject({ file: z.string() }),
    ]),
  }),
  z.strictObject({
    kind: z.literal("os-queue"),
    name: z.string(),
    uri: z.string(),
    sides: z.union([z.literal(1), z.literal(2)]),
  }),
]);
export type FoundPrinterView = z.infer<typeof foundPrinter>;

const inUse = z.strictObject({ kind: z.literal("printer-in-use") });

/** How a test card ended when it did not come out printed. */
export const testFault = z.discriminatedUnion("kind", [
  inUse,
  z.strictObject({
    kind: z.literal("printer"),
    condition: printerCondition,
    code: z.string(),
    /** The card may carry ink, and was sent to the reject box where the printer has one. */
    spoiled: z.boolean(),
  }),
]);
export type TestFault = z.infer<typeof testFault>;

export const printersContract = {
  /** The printer, looked at again every two seconds. */
  live: oc.output(eventIterator(printersView)),
  /** Looks for printers where they usually are. */
  found: oc.output(z.array(foundPrinter).readonly()),
  /** Uses another printer from now on; refused while a card is being made in the present one. */
  choose: oc.input(z.strictObject({ chosen: chosenPrinter })).output(answer(z.null(), inUse)),
  /** Prints a test card, of an invented person, and gives it out. */
  test: oc.output(answer(z.strictObject({ tookMs: z.number() }), testFault)),
};
