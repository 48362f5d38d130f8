import type { PrinterCounters, PrinterNotice } from "../../../main/core/ports/card-printer.ts";
import { printerCommand } from "./language.ts";

/** Asks the printer for one number; null when it does not give one. */
type AskCount = (command: string) => Promise<number | null>;

/** A ribbon of fewer faces is announced as low. */
const lowRibbonFaces = 15;
/** The head's warranty is announced as at risk this many cards before it is lost … */
const warrantyWarningCards = 100;
/** … and no card is begun any more this many before: what a French desk software has done for years (domain sheet §1.3). */
const warrantyStopCards = 10;

/** How long a count is taken for true. */
export interface SuppliesAges {
  readonly ribbonMs: number;
  readonly cleaningMs: number;
}

/** The ribbon's own chip wears with every question: once an hour is what the field found bearable. */
export const usualAges: SuppliesAges = { ribbonMs: 3_600_000, cleaningMs: 60_000 };

/** What a printer has left, asked seldom and counted along between. */
export interface Supplies {
  ribbonLeft(): Promise<number | null>;
  counters(): Promise<PrinterCounters>;
  /** What the counts announce. */
  notices(): Promise<readonly PrinterNotice[]>;
  /** Whether one more card may cost the head its warranty. */
  mustBeCleaned(): Promise<boolean>;
  /** A card was printed with so many sets of panels. */
  printed(panelSets: number): void;
  /** Something happened after which the counts may be others: the cover was open, the printer was away. */
  forget(): void;
}

interface Cleaning {
  readonly cardsPrinted: number | null;
  readonly cardsSinceCleaning: number | null;
  readonly cardsUntilCleaning: number | null;
  readonly cardsUntilWarrantyLost: number | null;
}

/** The supplies of one printer. */
export function createSupplies(ask: AskCount, ages: SuppliesAges): Supplies {
  let ribbon: { readonly left: number | null; readonly at: number } | null = null;
  let cleaning: { readonly counts: Cleaning; readonly at: number } | null = null;

  async function ribbonLeft(): Promise<number | null> {
    if (ribbon === null || performance.now() - ribbon.at > ages.ribbonMs) {
      ribbon = { left: await ask(printerCommand.ribbonLeft), at: performance.now() };
    }
    return ribbon.left;
  }

  async function cleaningCounts(): Promise<Cleaning> {
    if (cleaning === null || performance.now() - cleaning.at > ages.cleaningMs) {
      const until = await ask(printerCommand.untilCleaning);
      const advised = await ask(printerCommand.advisedCleaning);
      const latest = await ask(printerCommand.latestCleaning);
      const since = advised === null || until === null ? null : advised - until;
      cleaning = {
        counts: {
          cardsPrinted: await ask(printerCommand.cardsInserted),
          cardsSinceCleaning: since,
          cardsUntilCleaning: until,
          cardsUntilWarrantyLost: latest === null || since === null ? null : latest - since,
        },
        at: performance.now(),
      };
    }
    return cleaning.counts;
  }

  return {
    ribbonLeft,
    counters: async () => ({ ribbonLeft: await ribbonLeft(), ...(await cleaningCounts()) }),
    async notices() {
      const left = await ribbonLeft();
      const { cardsUntilCleaning, cardsUntilWarrantyLost } = await cleaningCounts();
      const notices: PrinterNotice[] = [];
      if (left !== null && left > 0 && left < lowRibbonFaces) notices.push("ribbon-low");
      if (cardsUntilCleaning !== null && cardsUntilCleaning <= 0) notices.push("cleaning-due");
      if (cardsUntilWarrantyLost !== null && cardsUntilWarrantyLost < warrantyWarningCards) {
        notices.push("head-warranty-at-risk");
      }
      return notices;
    },
    async mustBeCleaned() {
      const { cardsUntilWarrantyLost } = await cleaningCounts();
      return cardsUntilWarrantyLost !== null && cardsUntilWarrantyLost < warrantyStopCards;
    },
    printed(panelSets) {
      if (ribbon !== null && ribbon.left !== null) ribbon = { ...ribbon, left: ribbon.left - panelSets };
      cleaning = null;
    },
    forget() {
      ribbon = null;
      cleaning = null;
    },
  };
}
