import { z } from "zod";
import type { LabelRaster } from "./label-artist.ts";
import type { LabelPrinter } from "./label-printer.ts";

const place = z.union([
  z.strictObject({ host: z.string().trim().min(1).max(255), port: z.int().min(1).max(65_535) }),
  z.strictObject({ file: z.string().trim().min(1).max(255) }),
]);

/** How a printer finds the end of a label: a gap between labels, a black mark on their back, or nothing. */
const labelMedia = z.enum(["gap", "mark", "continuous"]);
export type LabelMedia = z.infer<typeof labelMedia>;

/** The label printer a technician chose for a desk. */
export const chosenLabelPrinter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** `peels`: with a peel bar whose sensor sees labels being taken. */
  z.strictObject({ kind: z.literal("simulated"), peels: z.boolean().default(true) }),
  /** A printer that speaks ZPL: port 9100 of the network as a rule, or a device file. */
  z.strictObject({
    kind: z.literal("zpl"),
    name: z.string().trim().min(1).max(100),
    place,
    dotsPerInch: z.union([z.literal(203), z.literal(300), z.literal(600)]).default(203),
    /** Whether it has a peel bar with a sensor. */
    peels: z.boolean().default(false),
    media: labelMedia.default("gap"),
  }),
]);
export type ChosenLabelPrinter = z.infer<typeof chosenLabelPrinter>;

/** What may be made to go wrong with a simulated label printer. */
export const simulatedLabelFault = z.enum([
  "media-out",
  "ribbon-out",
  "head-open",
  "paused",
  "head-too-hot",
  "cutter-stuck",
  "label-jam",
  "labels-not-found",
  /** The roll ends in the middle of the next label. */
  "media-out-during-print",
  /** The roll is at its end, and like some makes it no longer answers anything. */
  "silent-when-media-out",
  /** While anything is wrong, the host status is not answered, as the maker's guide warns. */
  "no-host-status",
  /** Knows nothing of the newer question for errors. */
  "old-firmware",
  /** Takes every label, and prints none. */
  "nothing-comes-out",
  "slow",
  "offline",
  /** Warnings: it goes on. */
  "media-low",
  "dirty-head",
]);
export type SimulatedLabelFault = z.infer<typeof simulatedLabelFault>;

/** A simulated label printer at one moment. */
export interface SimulatedLabelState {
  readonly labelsLeft: number;
  readonly faults: readonly SimulatedLabelFault[];
  /** A label lies on the peel bar. */
  readonly labelWaiting: boolean;
  readonly printed: number;
}

/** The hands on the simulated label printer of a desk. */
export interface SimulatedLabelHands {
  state(): SimulatedLabelState;
  setFault(fault: SimulatedLabelFault, on: boolean): void;
  loadRoll(): void;
  takeLabel(): void;
  /** What came out last, in dots; null before anything did. */
  lastLabel(): LabelRaster | null;
}

/** The label printer of a desk, and the choice of it. */
export interface LabelRoom {
  chosen(): ChosenLabelPrinter;
  /** Calls `listener` whenever something happens to the simulated one; gives what stops it. */
  onChange(listener: () => void): () => void;
  /** The printer, made when it is first wanted; null while none is chosen. */
  printer(): Promise<LabelPrinter | null>;
  /** Chooses the printer, at once and after a restart. */
  choose(chosen: ChosenLabelPrinter): Promise<void>;
  /** Null while the printer is real, or none. */
  hands(): Promise<SimulatedLabelHands | null>;
  close(): Promise<void>;
}
