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

/** The card printer a technician chose for a desk. */
export const chosenPrinter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("simulated"), station: printerStation.default("chip-first") }),
  z.strictObject({ kind: z.literal("none") }),
  /** Behind the Evolis service; `device` is its name there. */
  z.strictObject({ kind: z.literal("evolis-service"), ...evolis, device: name, place }),
  /** An Evolis printer spoken to in its own language. */
  z.strictObject({ kind: z.literal("evolis-esc"), ...evolis, place }),
]);
export type ChosenPrinter = z.infer<typeof chosenPrinter>;

/** A printer that answers, and how it would be chosen. */
export interface FoundPrinter {
  readonly kind: Exclude<ChosenPrinter["kind"], "simulated" | "none">;
  readonly name: string;
  readonly place: PrinterPlace;
}

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
