import type { HeldCard, PrinterCondition, PrinterNotice } from "../../../main/core/ports/card-printer.ts";

/** The service's word on a printer: major state, and the minor one that explains it. */
export interface SupervisionState {
  readonly major: string;
  readonly minor: string;
}

/** Reads `READY,PRINTER_READY`; null when it is no such pair. */
export function readSupervisionState(text: string): SupervisionState | null {
  const read = /^\s*(OFF|READY|WARNING|ERROR)\s*,\s*([A-Z][A-Z0-9_]*)\s*$/.exec(text);
  return read === null ? null : { major: read[1] ?? "", minor: read[2] ?? "" };
}

/**
 * What stops a printer in this state. DEF_ and ERR_ before a name tell a warning the person can mend from an error;
 * INF_ never stops a card, except that a printer at work is busy. Some versions leave the prefix out.
 */
export function conditionOf({ major, minor }: SupervisionState): PrinterCondition | null {
  if (major === "OFF" || minor.endsWith("OFFLINE")) return "offline";
  const name = minor.replace(/^(?:DEF|ERR|INF)_/, "");
  if (name === "BUSY" || name === "PRINTING_RUNNING") return "busy";
  if (major === "READY" || minor.startsWith("INF_")) return null;
  return namedCondition(name);
}

function namedCondition(name: string): PrinterCondition {
  switch (name) {
    case "COVER_OPEN":
    case "COVER_OPENED":
      return "cover-open";
    case "FEEDER_EMPTY":
    case "WAIT_CARD":
      return "feeder-empty";
    case "NO_RIBBON":
    case "RIBBON_ERROR":
    case "BAD_RIBBON":
    case "UNSUPPORTED_RIBBON":
      return "no-ribbon";
    case "RIBBON_ENDED":
      return "ribbon-ended";
    case "REJECT_BOX_FULL":
      return "reject-box-full";
    case "HOPPER_FULL":
      return "hopper-full";
    case "FEEDER_ERROR":
    case "MECHANICAL":
    case "CARD_JAM":
      return "card-jam";
    case "HEAD_TEMP":
      return "head-too-hot";
    case "CLEANING_REQUIRED":
    case "CLEANING_MANDATORY":
      return "cleaning-needed";
    default:
      return "other";
  }
}

/** What a state announces before it stops anything. */
export function noticesOf({ minor }: SupervisionState): readonly PrinterNotice[] {
  if (minor === "INF_RIBBON_LOW") return ["ribbon-low"];
  if (minor === "INF_FEEDER_NEAR_EMPTY") return ["feeder-low"];
  return minor.startsWith("INF_CLEANING") ? ["cleaning-due"] : [];
}

/** The binary status: eight words of 32 bits and one of 16, in this order (libevolis `evolis_status_t`). */
export interface StatusWords {
  readonly config: number;
  readonly information: number;
  readonly warning: number;
  readonly error: number;
  readonly session: number;
}

/** Bits of the information word. Source: domain sheet printing §1.2. */
const informationBit = {
  contactless: 0x08000000,
  printPosition: 0x02000000,
  ejectPosition: 0x01000000,
  ribbonLow: 0x00080000,
  cleaning: 0x00020000,
  printing: 0x80,
} as const;

/**
 * Reads a binary status. How the service writes it as text is not public: hexadecimal digits are taken, most significant
 * first, 8 a word for config, information, warning, error, ext1 to ext4, then 4 for the session, whatever stands between.
 */
export function readStatusWords(text: string): StatusWords | null {
  const digits = text.replace(/0x|[\s,;:]/gi, "");
  if (!/^[0-9a-f]{68}$/i.test(digits)) return null;
  const word = (i: number) => Number.parseInt(digits.slice(i * 8, i * 8 + 8), 16);
  return {
    config: word(0),
    information: word(1),
    warning: word(2),
    error: word(3),
    session: Number.parseInt(digits.slice(64), 16),
  };
}

/** Where the card is by the binary status; `unknown` when the status could not be read. */
export function heldCardOf(words: StatusWords | null): HeldCard {
  if (words === null) return "unknown";
  if (words.information & informationBit.contactless) return "contactless";
  if (words.information & informationBit.printPosition) return "print-head";
  if (words.information & informationBit.ejectPosition) return "exit";
  return "none";
}

/** What the binary status announces. */
export function noticesIn(words: StatusWords | null): readonly PrinterNotice[] {
  if (words === null) return [];
  return [
    ...(words.information & informationBit.ribbonLow ? (["ribbon-low"] as const) : []),
    ...(words.information & informationBit.cleaning ? (["cleaning-due"] as const) : []),
  ];
}

/** Whether the head is at work on a card. */
export function isPrinting(words: StatusWords | null): boolean {
  return words !== null && (words.information & informationBit.printing) !== 0;
}

/** Reads a pending event `DEF_NO_RIBBON:CANCEL,RETRY`; null for `NONE`. */
export function readEvent(
  text: string,
): { readonly event: string; readonly actions: readonly string[] } | null {
  const read = /^\s*([A-Z][A-Z0-9_]*):([A-Z,]+)\s*$/.exec(text);
  return read === null ? null : { event: read[1] ?? "", actions: (read[2] ?? "").split(",") };
}
