import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CardPrinter, PrintLayers } from "../../main/core/ports/card-printer.ts";
import { frontOf, hashOf } from "../support/card-layers.ts";

/** What can go wrong with a printer, whatever the make. */
export type Mishap =
  | "feeder-empty"
  | "cover-open"
  | "ribbon-ended"
  | "head-too-hot"
  | "hopper-full"
  | "ribbon-ends-during-print"
  | "jam"
  | "offline"
  | "session-stuck"
  | "never-answers-a-print"
  | "ribbon-false-alarm"
  | "bogus-counter"
  | "prints-nothing"
  | "waits-for-card"
  | "ribbon-low"
  | "cleaning-due"
  | "cleaning-overdue";

/** What can be seen of a printer and its cards from outside, whatever the make. */
export interface CardPrinterBench {
  readonly printer: CardPrinter;
  /** The same printer with a short deadline for prints: the suite lets one of them pass. Without it, `printer` is used. */
  readonly hasty?: CardPrinter;
  /** Where a card is now. */
  placeOf(cardId: string): "feeder" | "inside" | "given" | "rejected";
  /** SHA-256 of the front's colour then black, for every time the card was under the head. */
  printsOn(cardId: string): readonly string[];
  /** The same of the back. */
  backPrintsOn(cardId: string): readonly string[];
  /** What the make can bring on a card of these layers, where it is less than all. */
  asPrinted?(layers: PrintLayers): PrintLayers;
  provoke(mishap: Mishap): void;
  close(): Promise<void>;
}

/** The printer a suite is run on, anew for each test. */
export interface PrinterInHand {
  readonly bench: () => CardPrinterBench;
  readonly printer: () => CardPrinter;
  /** SHA-256 of what this make brings on a card of these layers. */
  readonly printedHash: (layers: PrintLayers) => string;
  /** Whether the make knows a mishap. */
  readonly happens: (mishap: Mishap) => boolean;
}

/** Runs a suite, and before it what every card printer passes, whether its cards are moved one act at a time or in one go. */
export function describePrinter(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  cannotHappen: readonly Mishap[],
  suite: (hand: PrinterInHand) => void,
): void {
  describe(name, () => {
    let bench: CardPrinterBench;
    beforeEach(async () => {
      bench = await setUp();
    });
    afterEach(async () => {
      await bench.printer.close();
      await bench.close();
    });
    const hand: PrinterInHand = {
      bench: () => bench,
      printer: () => bench.printer,
      printedHash: (layers) => hashOf(bench.asPrinted?.(layers) ?? layers),
      happens: (mishap) => !cannotHappen.includes(mishap),
    };
    testsOfEveryPrinter(hand);
    suite(hand);
  });
}

const seenBefore = [
  "feeder-empty",
  "cover-open",
  "ribbon-ended",
  "head-too-hot",
  "hopper-full",
  "offline",
  "cleaning-overdue",
] as const;

function testsOfEveryPrinter({ bench, printer, happens }: PrinterInHand): void {
  /** Brings a card as far as it has to be for a print. */
  const begin = async () => {
    if (printer().capabilities.inlineEncoding) await printer().feed();
  };
  /** Starts a card; the fault that kept it from being started, and none other. */
  const faultAtStart = async () => {
    if (printer().capabilities.inlineEncoding) {
      const fed = await printer().feed();
      return fed.ok ? null : { fault: fed.fault, cardTouched: false };
    }
    const printed = await printer().print(frontOf(1));
    return printed.ok ? null : printed.fault;
  };

  test("at rest it holds nothing and a card can be started", async () => {
    expect(await printer().state()).toMatchObject({ ok: true, value: { condition: null, held: "none" } });
  });

  test.each(seenBefore.filter(happens))(
    "%s is seen before a card is started, and leaves it clean",
    async (mishap) => {
      bench().provoke(mishap);
      const condition = mishap === "cleaning-overdue" ? "cleaning-needed" : mishap;
      expect(await printer().state()).toMatchObject({ ok: true, value: { condition } });
      expect(await faultAtStart()).toMatchObject({
        fault: { kind: "condition", condition },
        cardTouched: false,
      });
      expect(bench().placeOf("first")).toBe("feeder");
    },
  );

  test.each((["ribbon-low", "cleaning-due"] as const).filter(happens))(
    "%s is announced before it stops anything",
    async (mishap) => {
      expect(await printer().state()).toMatchObject({ ok: true, value: { notices: [] } });
      bench().provoke(mishap);
      expect(await printer().state()).toMatchObject({
        ok: true,
        value: { condition: null, notices: [mishap] },
      });
      expect(await faultAtStart()).toBeNull();
    },
  );

  test.runIf(happens("ribbon-ends-during-print"))(
    "a ribbon that ends under the head leaves a card that may carry ink",
    async () => {
      await begin();
      bench().provoke("ribbon-ends-during-print");
      expect(await printer().print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition: "ribbon-ended" }, cardTouched: true },
      });
    },
  );

  test("a print that never comes back ends by its deadline, and the card is taken for printed", async () => {
    await begin();
    bench().provoke("never-answers-a-print");
    expect(await (bench().hasty ?? printer()).print(frontOf(1))).toMatchObject({
      ok: false,
      fault: { fault: { kind: "deadline-passed" }, cardTouched: true },
    });
  });

  test("a printer that is gone is a lost connection, not a wait", async () => {
    await bench().close();
    expect(await printer().state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
    expect(await printer().print(frontOf(1))).toMatchObject({
      ok: false,
      fault: { fault: { kind: "connection-lost" }, cardTouched: false },
    });
  });
}
