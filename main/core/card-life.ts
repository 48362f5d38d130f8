import type { CalendarDay } from "./calendar.ts";
import type { CardState } from "./card.ts";
import type { RenewalReason } from "./fees/reason.ts";

/**
 * Moves a card may make: esup-sgc's own table (domain sheet esup-sgc §1.1, what its screens offer and what its calendar does). esup-sgc binds the chip
 * last; Guichet encodes before printing, so IN_ENCODE stands before IN_PRINT, or after PRINTED on printers that print first; a card
 * whose plastic was spoiled ends DESTROYED from either. Renewing moves no card: it asks for another one, which begins RENEWED.
 */
const moves: Readonly<Record<CardState, readonly CardState[]>> = {
  NEW: ["REQUEST_CHECKED", "REJECTED", "CANCELED"],
  RENEWED: ["REQUEST_CHECKED", "REJECTED", "CANCELED"],
  REQUEST_CHECKED: ["IN_ENCODE", "IN_PRINT", "CANCELED"],
  IN_ENCODE: ["IN_PRINT", "ENCODED", "PRINTED", "REQUEST_CHECKED", "DESTROYED"],
  IN_PRINT: ["PRINTED", "ENCODED", "REQUEST_CHECKED", "DESTROYED"],
  PRINTED: ["IN_ENCODE", "ENCODED", "DESTROYED"],
  ENCODED: ["ENABLED", "CADUC", "DESTROYED"],
  ENABLED: ["DISABLED", "CADUC"],
  DISABLED: ["ENABLED", "CADUC", "DESTROYED"],
  CADUC: ["DISABLED", "DESTROYED"],
  DESTROYED: [],
  REJECTED: ["CANCELED"],
  CANCELED: [],
};

/** Whether a card may go from one state to another. */
export function cardMayMove(from: CardState, to: CardState): boolean {
  return moves[from].includes(to);
}

/** The reason esup-sgc keeps (its MotifDisable, three words) for a card disabled by a renewal of this reason; null where it has none. */
export function esupReasonOf(reason: RenewalReason): "LOST" | "THEFT" | "OUT_OF_ORDER" | null {
  switch (reason) {
    case "lost":
    case "never-received":
      return "LOST";
    case "stolen":
      return "THEFT";
    case "damaged":
    case "worn":
    case "chip-faulty":
    case "print-faulty":
      return "OUT_OF_ORDER";
    case "data-error":
    case "name-changed":
    case "usage-name":
    case "status-changed":
    case "end-of-validity":
      return null;
  }
}

/**
 * Where the calendar takes a card, or null when it stays. Past its last day a card that could be used is caduc, and a request is
 * cancelled; with the last day ahead again a caduc card is disabled, and enabled only when somebody asks. A card in a machine is finished first.
 */
export function movedByCalendar(
  state: CardState,
  lastDay: CalendarDay | null,
  day: CalendarDay,
): CardState | null {
  const past = lastDay !== null && lastDay < day;
  if (!past) return state === "CADUC" ? "DISABLED" : null;
  switch (state) {
    case "ENABLED":
    case "DISABLED":
    case "ENCODED":
      return "CADUC";
    case "NEW":
    case "RENEWED":
    case "REJECTED":
      return "CANCELED";
    case "REQUEST_CHECKED":
    case "IN_ENCODE":
    case "IN_PRINT":
    case "PRINTED":
    case "CADUC":
    case "CANCELED":
    case "DESTROYED":
      return null;
  }
}
