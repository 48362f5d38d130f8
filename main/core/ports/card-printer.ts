import type { Result } from "../result.ts";

/** A CR80 card at 300 dpi, landscape. */
export const cardWidthDots = 1016;
export const cardHeightDots = 648;

/** The two layers of one card face, both 1016×648, rows from the top. */
export interface PrintLayers {
  /** Red, green, blue, one byte each, 1016×648×3 bytes. */
  readonly colour: Uint8Array;
  /** One bit a dot, most significant first, 127 bytes a row; 1 puts resin black. */
  readonly black: Uint8Array;
}

/** Where the printer holds a card, if it holds one. */
export type HeldCard = "none" | "contactless" | "print-head" | "exit" | "unknown";

/** What stops a card printer, each with something a person can do about it. */
export type PrinterCondition =
  | "offline"
  | "cover-open"
  | "feeder-empty"
  | "no-ribbon"
  | "ribbon-ended"
  | "reject-box-full"
  | "hopper-full"
  | "card-jam"
  | "head-too-hot"
  | "busy"
  | "other";

/** A printer seen at one moment. */
export interface PrinterState {
  /** What stops it, or null when a card can be started. */
  readonly condition: PrinterCondition | null;
  readonly held: HeldCard;
  /** Faces left on the ribbon, when the printer can say. */
  readonly ribbonLeft: number | null;
  /** The maker's own words for the state, for the log. */
  readonly code: string;
}

export type PrinterFault =
  | { readonly kind: "condition"; readonly condition: PrinterCondition; readonly code: string }
  | { readonly kind: "deadline-passed"; readonly afterMs: number }
  | { readonly kind: "connection-lost"; readonly cause: string }
  | { readonly kind: "session-reserved" }
  | { readonly kind: "misunderstood"; readonly answer: string };

/** Why a print failed, and whether the card may carry ink: a card that may is never given to anyone. */
export interface PrintFault {
  readonly fault: PrinterFault;
  readonly cardTouched: boolean;
}

/** What a card printer of one make can do. */
export interface PrinterCapabilities {
  /** Whether the chip can be spoken to inside the printer. */
  readonly inlineEncoding: boolean;
  /** Whether the make wants the print before the chip. */
  readonly printsBeforeEncoding: boolean;
}

/** A card printer with a contactless station. Every call ends by its own deadline; one conversation at a time. */
export interface CardPrinter {
  readonly name: string;
  readonly capabilities: PrinterCapabilities;
  state(): Promise<Result<PrinterState, PrinterFault>>;
  /** Takes a card from the feeder to the contactless station. */
  feed(): Promise<Result<void, PrinterFault>>;
  /** Prints both layers on the card held and keeps it inside. */
  print(layers: PrintLayers): Promise<Result<void, PrintFault>>;
  /** Gives the card held out to the person. */
  eject(): Promise<Result<void, PrinterFault>>;
  /** Sends the card held to the reject box. */
  reject(): Promise<Result<void, PrinterFault>>;
  close(): Promise<void>;
}
