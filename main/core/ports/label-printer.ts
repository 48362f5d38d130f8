import type { Result } from "../result.ts";
import type { LabelDotsPerInch, LabelRaster } from "./label-artist.ts";

/** What stops a label printer, each with something a person can do about it. */
export const labelConditions = [
  "offline",
  /** Reached, but it says nothing: out of labels or ribbon, open or too hot, printers of some makes fall silent. */
  "silent",
  "head-open",
  "no-labels",
  "no-ribbon",
  "cutter-stuck",
  "label-jam",
  "head-too-hot",
  "head-too-cold",
  "head-damaged",
  /** It no longer finds where a label begins. */
  "labels-not-found",
  /** Somebody pressed its pause key. */
  "paused",
  /** A label lies on the peel bar: the next one waits until it is taken. */
  "label-waiting",
  /** It has labels of somebody else to print. */
  "busy",
  "other",
] as const;
export type LabelCondition = (typeof labelConditions)[number];

/** What will stop a label printer before long. */
export const labelNotices = ["labels-low", "clean-head", "replace-head"] as const;
export type LabelNotice = (typeof labelNotices)[number];

/** A label printer seen at one moment. */
export interface LabelPrinterState {
  /** What stops it, or null when a label can be printed. */
  readonly condition: LabelCondition | null;
  readonly notices: readonly LabelNotice[];
  /** The maker's own words for the state, for the log. */
  readonly code: string;
}

export type LabelPrinterFault =
  | { readonly kind: "condition"; readonly condition: LabelCondition; readonly code: string }
  | { readonly kind: "connection-lost"; readonly cause: string }
  | { readonly kind: "deadline-passed"; readonly afterMs: number }
  /** Everything was obeyed, and yet the sensor saw no label. */
  | { readonly kind: "no-label-seen" }
  /** The label is wider or longer than this printer's dots allow. */
  | { readonly kind: "wrong-dots"; readonly dotsPerInch: LabelDotsPerInch }
  /** This printer can not tell whether a label was taken: nothing was done. */
  | { readonly kind: "no-sensor" };

/** Why a print failed, and whether a label may have come out: then its serial number is never printed again. */
export interface LabelPrintFault {
  readonly fault: LabelPrinterFault;
  readonly mayHaveComeOut: boolean;
}

/** What a label printer can do. */
export interface LabelPrinterCapabilities {
  readonly dotsPerInch: LabelDotsPerInch;
  /** Whether it sees a label being taken; where not, the person is asked on the screen. */
  readonly seesTaken: boolean;
}

/** A label printer. Every call ends by its own deadline; one conversation at a time. */
export interface LabelPrinter {
  readonly name: string;
  readonly capabilities: LabelPrinterCapabilities;
  state(): Promise<Result<LabelPrinterState, LabelPrinterFault>>;
  /** Prints one label and waits until it is out. After a failure nothing is left in the printer that could come out later. */
  print(label: LabelRaster): Promise<Result<void, LabelPrintFault>>;
  /** Waits until the label that is out has been taken, at most so long. */
  taken(deadlineMs: number): Promise<Result<void, LabelPrinterFault>>;
  /** Has it forget every label that is not out yet: none comes out later on its own. */
  forget(): Promise<Result<void, LabelPrinterFault>>;
  close(): Promise<void>;
}
