import type { LabelTrouble } from "../core/label-trouble.ts";
import type { PrinterCondition } from "../core/ports/card-printer.ts";
import type { ChosenLabelPrinter, SimulatedLabelFault } from "../core/ports/label-room.ts";
import type { ChosenPrinter } from "../core/ports/printer-room.ts";
import type { Result } from "../core/result.ts";

/** A simulated label printer to be started. */
export interface SimulatedLabelOrder {
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder for the labels that come out. */
  readonly out: string;
  readonly faults: readonly SimulatedLabelFault[];
}

/** One thing that happened to a simulated label printer; `undrawn`: texts and codes left to the printer, which draws none. */
export type LabelPrinterEvent =
  | { readonly kind: "printed"; readonly number: number; readonly file: string; readonly undrawn: number }
  | { readonly kind: "taken" }
  | { readonly kind: "stopped"; readonly faults: readonly SimulatedLabelFault[] }
  | { readonly kind: "cancelled"; readonly labels: number };

/** What a simulated card printer may be spoken to as. */
export const simulatedCardPrinters = ["evolis-service", "evolis-esc", "ipp"] as const;

/** A simulated card printer to be started, with a full feeder and a new ribbon. */
export interface SimulatedCardPrinterOrder {
  readonly as: (typeof simulatedCardPrinters)[number];
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder for the pictures of the cards that were printed. */
  readonly out: string;
  /** Names of what goes wrong with it. */
  readonly faults: readonly string[];
}

type SimulatedPlace = "feeder" | "contactless" | "print-head" | "hopper" | "reject-box" | "taken";

/** One thing that happened to a card in a simulated printer; `whole` is false where the print broke off. */
export type CardPrinterEvent =
  | {
      readonly kind: "moved";
      readonly card: string;
      readonly from: SimulatedPlace;
      readonly to: SimulatedPlace;
    }
  | {
      readonly kind: "printed";
      readonly card: string;
      readonly whole: boolean;
      readonly files: readonly string[];
    };

/** Why no simulated card printer stands there. */
export type SimulatedCardPrinterFault =
  | { readonly kind: "port-in-use" | "unwritable-folder" }
  | { readonly kind: "unknown-fault"; readonly name: string; readonly known: readonly string[] };

/** A simulated printer that listens. */
export interface SimulatedListener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A printer to try, told by its address. */
export type PrintTarget =
  | { readonly prints: "cards"; readonly chosen: Exclude<ChosenPrinter, { kind: "simulated" | "none" }> }
  | {
      readonly prints: "labels";
      readonly chosen: Exclude<ChosenLabelPrinter, { kind: "simulated" | "none" }>;
    };

/** Why nothing fit to use came out; `wasted`: a card or label was used up all the same, or may have been. */
export type PrintTestFault =
  | {
      readonly prints: "cards";
      readonly trouble: PrinterCondition;
      readonly code: string;
      readonly wasted: boolean;
    }
  | {
      readonly prints: "labels";
      readonly trouble: LabelTrouble;
      readonly code: string;
      readonly wasted: boolean;
    };

/** What the technician's verbs for printers are given. */
export interface PrinterTools {
  /** Starts a simulated label printer; `tell` hears what happens to it, in order. */
  simulateLabels(
    order: SimulatedLabelOrder,
    tell: (event: LabelPrinterEvent) => void,
  ): Promise<Result<SimulatedListener, { readonly kind: "port-in-use" | "unwritable-folder" }>>;
  /** Starts a simulated card printer; `address` is what `print-test --to` takes. */
  simulateCards(
    order: SimulatedCardPrinterOrder,
    tell: (event: CardPrinterEvent) => void,
  ): Promise<Result<{ readonly address: string; close(): Promise<void> }, SimulatedCardPrinterFault>>;
  /** Prints a test card or a test label of an invented person. */
  printTest(target: PrintTarget): Promise<Result<{ readonly tookMs: number }, PrintTestFault>>;
}
