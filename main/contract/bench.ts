import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";

/** What a simulated card can be, in the feeder or in a hand. */
export const simulatedCardKind = z.enum([
  "blank-ev1",
  "blank-ev2",
  "blank-ev3",
  "crous",
  "foreign",
  "other",
  "mute",
]);
export type SimulatedCardKind = z.infer<typeof simulatedCardKind>;

export const simulatedPlace = z.enum(["feeder", "printer", "hopper", "desk-reader", "hand", "reject-box"]);

/** One simulated card that left the feeder. */
export const simulatedCard = z.strictObject({
  id: z.string(),
  kind: simulatedCardKind,
  uid: z.string().nullable(),
  place: simulatedPlace,
  printed: z.boolean(),
});
export type SimulatedCard = z.infer<typeof simulatedCard>;

/** Faults a technician can set on the simulated printer or in the card path. */
export const simulatedFault = z.enum([
  "feeder-empty",
  "no-ribbon",
  "ribbon-ends-while-printing",
  "cover-open",
  "card-jam",
  "offline",
  "card-pulled-while-encoding",
  "prints-nothing",
  "hopper-full",
  "reject-box-full",
  "head-too-hot",
  "ribbon-low",
  "cleaning-due",
  "cleaning-overdue",
  "ribbon-false-alarm",
  "session-reserved",
]);
export type SimulatedFault = z.infer<typeof simulatedFault>;

const cardPlace = z.enum(["feeder", "contactless", "print-head", "hopper", "reject-box", "taken"]);

/** One thing that happened to the simulated hardware. */
export const simulatedHappening = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("moved"), from: cardPlace, to: cardPlace }),
  z.strictObject({
    kind: z.enum(["printed", "new-ribbon", "cleaned", "tapped", "lifted", "put-in-printer", "thrown-away"]),
  }),
  z.strictObject({ kind: z.literal("loaded"), count: z.number() }),
  z.strictObject({ kind: z.enum(["fault-on", "fault-off"]), fault: simulatedFault }),
]);
export type SimulatedHappening = z.infer<typeof simulatedHappening>;

/** The simulated hardware, seen by the technician. */
export const benchView = z.strictObject({
  feeder: z.number(),
  nextInFeeder: simulatedCardKind.nullable(),
  ribbonLeft: z.number(),
  faults: z.array(simulatedFault).readonly(),
  /** Newest first: in the printer, in the hopper (given out), on the desk reader, in the reject box. */
  cards: z.array(simulatedCard).readonly(),
  /** Latest happenings, newest first. */
  happenings: z.array(z.strictObject({ at: z.number(), what: simulatedHappening })).readonly(),
});
export type BenchView = z.infer<typeof benchView>;

export const benchContract = {
  /** The simulated hardware, again at each change; null when the devices are real. */
  live: oc.output(eventIterator(benchView.nullable())),
  /** Puts cards on top of the feeder. */
  load: oc
    .input(z.strictObject({ kind: simulatedCardKind, count: z.number().int().min(1).max(100) }))
    .output(z.null()),
  fault: oc.input(z.strictObject({ fault: simulatedFault, on: z.boolean() })).output(z.null()),
  newRibbon: oc.output(z.null()),
  /** Runs the cleaning card through the printer. */
  clean: oc.output(z.null()),
  /** Lays a blank card of one's own on the desk reader. */
  layBlank: oc.input(z.strictObject({ kind: simulatedCardKind })).output(z.null()),
  /** Puts the card on the desk reader, or in the hand, into the printer. */
  putInPrinter: oc.output(z.null()),
  /** Lays a card that came out on the desk reader, as the operator's hand would; `null` takes the card away. */
  tap: oc.input(z.strictObject({ card: z.string().nullable() })).output(z.null()),
  /** PNG of what stands on a simulated card; null when nothing was printed on it. */
  picture: oc.input(z.strictObject({ card: z.string() })).output(z.instanceof(Blob).nullable()),
};
