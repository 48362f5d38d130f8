import type { HeldCard, PrinterCondition } from "../../../main/core/ports/card-printer.ts";

/** The questions whose replies make up a look at the printer (guide A5013, and programs in the field). */
export const statusQuestions = {
  /** Where a card is: `OK` nowhere, `CARD` under the head, `CONTACTLESS CARD`, `SMART CARD`. */
  card: "Rlr;p",
  /** The last thing that went wrong. */
  last: "Rlr",
  cover: "Rse;o",
  feeder: "Rse;f",
  ribbonEnd: "Rcr",
} as const;
export type StatusReplies = Readonly<Record<keyof typeof statusQuestions, string>>;

/** Where the printer holds a card. */
export function heldIn(reply: string): HeldCard {
  switch (reply.trim().toUpperCase()) {
    case "OK":
    case "NO CARD":
      return "none";
    case "CARD":
    case "ERR CARD":
      return "print-head";
    case "CONTACTLESS CARD":
      return "contactless";
    default:
      return "unknown";
  }
}

/**
 * What stops the printer, worst first. The guide names the questions; the words of the replies beyond `OK` are read
 * by the noun they hold, which no device has confirmed.
 */
export function conditionIn(replies: StatusReplies): PrinterCondition | null {
  const named = namedIn(replies.last);
  if (named !== null) return named;
  if (/OPEN/i.test(replies.cover)) return "cover-open";
  if (/RIB DETECTION/i.test(replies.ribbonEnd)) return "no-ribbon";
  if (/END/i.test(replies.ribbonEnd)) return "ribbon-ended";
  if (/EMPTY|NO CARD|WAIT/i.test(replies.feeder)) return "feeder-empty";
  return null;
}

const names: readonly (readonly [RegExp, PrinterCondition])[] = [
  [/COVER/i, "cover-open"],
  [/RIB DETECTION/i, "no-ribbon"],
  [/RIBBON|RIB/i, "ribbon-ended"],
  [/HOPPER FULL/i, "hopper-full"],
  [/REJECT/i, "reject-box-full"],
  [/MECHA|JAM|FEEDER ERROR/i, "card-jam"],
  [/TEMP/i, "head-too-hot"],
  [/BUSY/i, "busy"],
  [/FEED/i, "feeder-empty"],
];

/** What a reply complains of; null when it does not complain. */
function namedIn(reply: string): PrinterCondition | null {
  if (!/^\s*(?:ERR|BUSY)/i.test(reply)) return null;
  return names.find(([noun]) => noun.test(reply))?.[1] ?? "other";
}
