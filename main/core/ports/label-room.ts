import { z } from "zod";

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
  z.strictObject({ kind: z.literal("simulated") }),
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
