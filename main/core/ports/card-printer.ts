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

/** What is printed on one card; `back` null leaves the back as it is. */
export interface CardFaces {
  readonly front: PrintLayers;
  readonly back: PrintLayers | null;
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
  /** The printer goes on only once its head and rollers are cleaned. */
  | "cleaning-needed"
  /** Somebody stopped the printer or its queue, at its own panel or from another screen. */
  | "stopped"
  /** No printer was chosen for this desk. */
  | "none-chosen"
  | "busy"
  /** Another program keeps the printer to itself, or kept it when it crashed. */
  | "reserved"
  | "other";

/** What will stop a printer before long: said while there is time to see to it. */
export type PrinterNotice = "ribbon-low" | "cleaning-due" | "head-warranty-at-risk" | "feeder-low";

/** A printer seen at one moment. */
export interface PrinterState {
  /** What stops it, or null when a card can be started. */
  readonly condition: PrinterCondition | null;
  readonly held: HeldCard;
  /** Faces left on the ribbon, when the printer can say. */
  readonly ribbonLeft: number | null;
  readonly notices: readonly PrinterNotice[];
  /** The maker's own words for the state, for the log. */
  readonly code: string;
}

/** What a printer counts; null where it can not say. */
export interface PrinterCounters {
  /** Faces left on the ribbon. */
  readonly ribbonLeft: number | null;
  /** Cards since the printer was made. */
  readonly cardsPrinted: number | null;
  readonly cardsSinceCleaning: number | null;
  /** Cards until a cleaning is due; negative when it is overdue. */
  readonly cardsUntilCleaning: number | null;
  /** Cards until the maker's warranty on the head is lost for want of a cleaning. */
  readonly cardsUntilWarrantyLost: number | null;
}

export type PrinterFault =
  | { readonly kind: "condition"; readonly condition: PrinterCondition; readonly code: string }
  | { readonly kind: "deadline-passed"; readonly afterMs: number }
  | { readonly kind: "connection-lost"; readonly cause: string }
  | { readonly kind: "session-reserved" }
  | { readonly kind: "misunderstood"; readonly answer: string }
  /** Asked for something this printer's capabilities rule out: nothing was done. */
  | { readonly kind: "incapable"; readonly of: "moving-cards" | "two-sides" };

/** Why a print failed, and whether the card may carry ink: a card that may is never given to anyone. */
export interface PrintFault {
  readonly fault: PrinterFault;
  readonly cardTouched: boolean;
}

/**
 * What a ribbon puts on a card: colour, black and varnish on the front; colour on half of the front only; the same with black
 * on the back; or black alone.
 */
export type RibbonKind = "colour" | "half-colour" | "colour-black-back" | "black";

/** What a card printer of one make can do. */
export interface PrinterCapabilities {
  /** 2 when it can turn a card over. */
  readonly sides: 1 | 2;
  /** The ribbon it is set up for; null when the printer decides by itself. */
  readonly ribbon: RibbonKind | null;
  /**
   * Whether the chip can be spoken to inside the printer. Where it can not, no card can be moved either: `print` takes a
   * card, prints it and gives it out in one go, and `feed`, `toContactless`, `eject` and `reject` are faults of kind `incapable`.
   */
  readonly inlineEncoding: boolean;
  /** Whether the make wants the print before the chip. */
  readonly printsBeforeEncoding: boolean;
}

/** A card printer. Every call ends by its own deadline; one conversation at a time. */
export interface CardPrinter {
  readonly name: string;
  readonly capabilities: PrinterCapabilities;
  state(): Promise<Result<PrinterState, PrinterFault>>;
  counters(): Promise<Result<PrinterCounters, PrinterFault>>;
  /** Takes a card from the feeder: to the contactless station, or under the head where the print comes first. */
  feed(): Promise<Result<void, PrinterFault>>;
  /** Takes the card held to the contactless station. */
  toContactless(): Promise<Result<void, PrinterFault>>;
  /** Prints the card held and keeps it inside; without inline encoding: takes a card, prints it and gives it out. */
  print(faces: CardFaces): Promise<Result<void, PrintFault>>;
  /** Gives the card held out to the person. */
  eject(): Promise<Result<void, PrinterFault>>;
  /** Sends the card held to the reject box. */
  reject(): Promise<Result<void, PrinterFault>>;
  close(): Promise<void>;
}
