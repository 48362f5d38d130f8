import { z } from "zod";
import { ribbonKind } from "../ribbon.ts";
import type { CardPrinter } from "./card-printer.ts";

/** Whether a printer has a contactless station, and whether the chip or the print comes first; `none`: chips are written on the desk reader. */
export const printerStation = z.enum(["chip-first", "print-first", "none"]);
export type PrinterStation = z.infer<typeof printerStation>;

const name = z.string().trim().min(1).max(100);

/** What is known of an Evolis printer, whichever way it is reached. */
const evolis = {
  name,
  station: printerStation.default("chip-first"),
  sides: z.union([z.literal(1), z.literal(2)]).default(1),
  ribbon: ribbonKind.default("colour"),
};
/** A host and port, or a file of the machine: a named pipe, a device. */
const place = z.union([
  z.strictObject({ host: z.string().trim().min(1).max(255), port: z.int().min(1).max(65_535) }),
  z.strictObject({ file: z.string().trim().min(1).max(255) }),
]);
export type PrinterPlace = z.infer<typeof place>;

/** Where a queue is: `ipp://localhost/printers/Cartes`, `ipps://printer.example/ipp/print`. */
export const queueUri = z
  .string()
  .trim()
  .max(255)
  .regex(/^ipps?:\/\/(?:\[[0-9a-fA-F:]+\]|[^\s/:@[\]]+)(?::\d{1,5})?\/\S*$/);

/** The card printer a technician chose for a desk. */
export const chosenPrinter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("simulated"), station: printerStation.default("chip-first") }),
  z.strictObject({ kind: z.literal("none") }),
  /** Behind the Evolis service; `device` is its name there. */
  z.strictObject({ kind: z.literal("evolis-service"), ...evolis, device: name, place }),
  /** An Evolis printer spoken to in its own language. */
  z.strictObject({ kind: z.literal("evolis-esc"), ...evolis, place }),
  /** Behind a queue of the machine or of the network, over IPP. */
  z.strictObject({
    kind: z.literal("os-queue"),
    name,
    uri: queueUri,
    sides: z.union([z.literal(1), z.literal(2)]).default(1),
    format: z.enum(["automatic", "pdf", "pwg-raster"]).default("automatic"),
    /** A card never takes less: a job that ends sooner printed nothing. */
    quickestSeconds: z.int().min(0).max(120).default(3),
    /** SHA-256 of the printer's own certificate, where no authority vouches for it. */
    certificate: z
      .string()
      .regex(/^(?:[0-9a-fA-F]{2}:?){32}$/)
      .optional(),
  }),
]);
export type ChosenPrinter = z.infer<typeof chosenPrinter>;

/** A printer that answers, and how it would be chosen. */
export type FoundPrinter =
  | {
      readonly kind: "evolis-service" | "evolis-esc";
      readonly name: string;
      readonly place: PrinterPlace;
    }
  | { readonly kind: "os-queue"; readonly name: string; readonly uri: string; readonly sides: 1 | 2 };

/** The card printers of this machine, and the one the desk uses. */
export interface PrinterRoom {
  /** The printer of the desk, whichever was chosen. */
  readonly printer: CardPrinter;
  chosen(): ChosenPrinter;
  isSimulated(): boolean;
  /** Chooses the printer, at once and after a restart. Nothing may be inside the one before. */
  choose(chosen: ChosenPrinter): Promise<void>;
  /** Printers that answer here and now, looked for where they usually are. */
  found(): Promise<readonly FoundPrinter[]>;
}
