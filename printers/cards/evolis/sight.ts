import type {
  HeldCard,
  PrinterCondition,
  PrinterFault,
  PrinterNotice,
} from "../../../main/core/ports/card-printer.ts";
import type { Result } from "../../../main/core/result.ts";

/** Everything known of the printer at one moment, as it says it itself. */
export interface Sight {
  readonly condition: PrinterCondition | null;
  readonly held: HeldCard;
  readonly printing: boolean;
  readonly notices: readonly PrinterNotice[];
  readonly code: string;
}

/** What can be asked of an Evolis printer, whichever way it is reached. */
export interface EvolisTalk {
  look(): Promise<Result<Sight, PrinterFault>>;
  /** Sends one printer command; a reply that refuses it is a fault. */
  command(text: string, deadlineMs: number): Promise<Result<string, PrinterFault>>;
  /** Asks for one number; null when the printer does not give one. */
  count(counter: string): Promise<number | null>;
}
