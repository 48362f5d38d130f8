import type { CardPrinter, PrinterFault } from "../../main/core/ports/card-printer.ts";
import { failed, succeeded } from "../../main/core/result.ts";

const fault: PrinterFault = { kind: "condition", condition: "none-chosen", code: "NONE_CHOSEN" };

const refuse = () => Promise.resolve(failed(fault));

/** The place of a printer at a desk that has none: it says so, and does nothing. */
export function createNoPrinter(): CardPrinter {
  return {
    name: "–",
    capabilities: { sides: 1, ribbon: null, inlineEncoding: true, printsBeforeEncoding: false },
    state: () =>
      Promise.resolve(
        succeeded({
          condition: "none-chosen",
          held: "none",
          ribbonLeft: null,
          notices: [],
          code: "NONE_CHOSEN",
        }),
      ),
    counters: refuse,
    feed: refuse,
    toContactless: refuse,
    print: () => Promise.resolve(failed({ fault, cardTouched: false })),
    eject: refuse,
    reject: refuse,
    close: () => Promise.resolve(),
  };
}
