/**
 * The words of the printers' own language (guide A5013 and field code, domain sheet printing §1.1), the same through the
 * service and on a bare wire.
 */
export const printerCommand = {
  /** Takes a card from the feeder to where it is printed. */
  insert: "Si",
  /** Takes a card, or the card held, to the contactless station. */
  toContactless: "Sic",
  /** Ends the sequence: the card goes out to the person. */
  eject: "Se",
  reject: "Ser",
  clearStatus: "Scs",
  softReset: "Srs",
  /** No eject after print (Primacy), and the usual eject. */
  keepAfterPrint: "Psoe;D",
  ejectAfterPrint: "Psoe;E",
  /** Faces left on the ribbon. Each question wears the chip of the ribbon: ask seldom. */
  ribbonLeft: "Rrt;count",
  cardsInserted: "Rco;c",
  /** Cards between two cleanings: advised, and the most the warranty of the head allows. */
  advisedCleaning: "Rco;a",
  latestCleaning: "Rco;m",
  untilCleaning: "Rco;r",
} as const;

/** Whether the printer did as it was told: "OK" or a value, never "ERR…" (libevolis reply macros). */
export function isRefusal(reply: string): boolean {
  return /^\s*ERR/i.test(reply);
}

/** A number the printer counts; null when it gave something else, as it sometimes does ("OK"). */
export function readCount(reply: string): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(reply) ? Number(reply) : null;
}
