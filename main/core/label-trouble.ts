import type { LabelPrinterFault } from "./ports/label-printer.ts";
import { labelConditions } from "./ports/label-printer.ts";

/** Everything a person can be told about a label printer that does not print. Their words: `labels:trouble`. */
export const labelTroubles = [
  ...labelConditions,
  /** No printer was chosen for this desk. */
  "none-chosen",
  /** The label never came out in the time it takes. */
  "not-in-time",
  /** It took the label, and its sensor saw none. */
  "no-label-seen",
  /** The label is too wide for its head. */
  "too-wide",
  /** The sticker's words or its code can not be drawn. */
  "not-drawn",
] as const;
export type LabelTrouble = (typeof labelTroubles)[number];

/** What a person is told of a fault of a label printer, and the maker's own words for the log. */
export function labelTroubleBehind(fault: LabelPrinterFault): {
  readonly trouble: LabelTrouble;
  readonly code: string;
} {
  switch (fault.kind) {
    case "condition":
      return { trouble: fault.condition, code: fault.code };
    case "connection-lost":
      return { trouble: "offline", code: fault.kind };
    case "deadline-passed":
      return { trouble: "not-in-time", code: fault.kind };
    case "no-label-seen":
      return { trouble: "no-label-seen", code: fault.kind };
    case "wrong-dots":
      return { trouble: "too-wide", code: fault.kind };
    case "no-sensor":
      return { trouble: "other", code: fault.kind };
  }
}
