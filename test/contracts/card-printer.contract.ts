import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CardFaces, CardPrinter, PrintLayers } from "../../main/core/ports/card-printer.ts";

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

/**
 * The suite every card printer with a contactless station passes, on the simulated device, a recorded one or a real one. The
 * bench's feeder holds `first` and `second`; `cannotHappen` are mishaps the make does not know.
 */
export function describeCardPrinter(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  cannotHappen: readonly Mishap[] = [],
): void {
  const happens = (mishap: Mishap) => !cannotHappen.includes(mishap);
  describe(`${name} as a card printer`, () => {
    const printedHash = (layers: PrintLayers) => hashOf(bench.asPrinted?.(layers) ?? layers);
    let bench: CardPrinterBench;
    let printer: CardPrinter;
    beforeEach(async () => {
      bench = await setUp();
      printer = bench.printer;
    });
    afterEach(async () => {
      await printer.close();
      await bench.close();
    });

    test("at rest it holds nothing and a card can be started", async () => {
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null, held: "none" } });
    });

    test("a card goes from the feeder to the chip reader, under the head once, and out to the person", async () => {
      expect(await printer.feed()).toEqual({ ok: true, value: undefined });
      expect(bench.placeOf("first")).toBe("inside");
      const first = printer.capabilities.printsBeforeEncoding ? "print-head" : "contactless";
      expect(await printer.state()).toMatchObject({ ok: true, value: { held: first } });
      const layers = layersOf(1);
      expect(await printer.print({ front: layers, back: null })).toEqual({ ok: true, value: undefined });
      expect(bench.printsOn("first")).toEqual([printedHash(layers)]);
      expect(bench.placeOf("first")).toBe("inside");
      expect(await printer.eject()).toEqual({ ok: true, value: undefined });
      expect(bench.placeOf("first")).toBe("given");
      expect(await printer.state()).toMatchObject({ ok: true, value: { held: "none" } });
      expect(bench.placeOf("second")).toBe("feeder");
    });

    test("a second card is another card", async () => {
      await printer.feed();
      await printer.print(frontOf(1));
      await printer.eject();
      await printer.feed();
      const layers = layersOf(2);
      expect((await printer.print({ front: layers, back: null })).ok).toBe(true);
      expect(bench.printsOn("second")).toEqual([printedHash(layers)]);
      expect(bench.printsOn("first")).toEqual([printedHash(layersOf(1))]);
    });

    test("a spoiled card goes to the reject box, printed or not", async () => {
      await printer.feed();
      expect((await printer.reject()).ok).toBe(true);
      expect(bench.placeOf("first")).toBe("rejected");
      await printer.feed();
      await printer.print(frontOf(3));
      expect((await printer.reject()).ok).toBe(true);
      expect(bench.placeOf("second")).toBe("rejected");
    });

    test("the last card of the feeder is printed like the others", async () => {
      await printer.feed();
      await printer.eject();
      expect((await printer.feed()).ok).toBe(true);
      expect((await printer.print(frontOf(1))).ok).toBe(true);
      expect((await printer.eject()).ok).toBe(true);
      expect(await printer.feed()).toMatchObject({
        ok: false,
        fault: { kind: "condition", condition: "feeder-empty" },
      });
    });

    test("two orders given at once are carried out one after the other", async () => {
      const [fed, printed, given] = await Promise.all([
        printer.feed(),
        printer.print(frontOf(1)),
        printer.eject(),
      ]);
      expect([fed.ok, printed.ok, given.ok]).toEqual([true, true, true]);
      expect(bench.placeOf("first")).toBe("given");
    });

    test("a card is not fed onto another", async () => {
      await printer.feed();
      expect((await printer.feed()).ok).toBe(false);
      expect(bench.placeOf("second")).toBe("feeder");
    });

    test("with nothing inside there is nothing to print, give or reject", async () => {
      expect(await printer.print(frontOf(1))).toMatchObject({ ok: false, fault: { cardTouched: false } });
      expect((await printer.eject()).ok).toBe(false);
      expect((await printer.reject()).ok).toBe(false);
      expect(bench.placeOf("first")).toBe("feeder");
    });

    test.each(
      (
        ["feeder-empty", "cover-open", "ribbon-ended", "head-too-hot", "hopper-full", "offline"] as const
      ).filter(happens),
    )("%s is seen before a card is started", async (mishap) => {
      bench.provoke(mishap);
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: mishap } });
      expect(await printer.feed()).toMatchObject({
        ok: false,
        fault: { kind: "condition", condition: mishap },
      });
      expect(bench.placeOf("first")).toBe("feeder");
    });

    test.each(["cover-open", "ribbon-ended"] as const)(
      "%s found when the print is about to begin leaves the card clean",
      async (mishap) => {
        await printer.feed();
        bench.provoke(mishap);
        expect(await printer.print(frontOf(1))).toMatchObject({
          ok: false,
          fault: { fault: { kind: "condition", condition: mishap }, cardTouched: false },
        });
        expect(bench.printsOn("first")).toEqual([]);
        expect(bench.placeOf("first")).toBe("inside");
      },
    );

    test("a ribbon that ends under the head leaves a card that may carry ink", async () => {
      await printer.feed();
      bench.provoke("ribbon-ends-during-print");
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition: "ribbon-ended" }, cardTouched: true },
      });
      expect((await printer.reject()).ok).toBe(true);
    });

    test("a card that gets stuck on its way is a jam", async () => {
      bench.provoke("jam");
      expect(await printer.feed()).toMatchObject({
        ok: false,
        fault: { kind: "condition", condition: "card-jam" },
      });
    });

    test.runIf(happens("session-stuck"))(
      "a session another program keeps is told as such, after one attempt to free it",
      async () => {
        bench.provoke("session-stuck");
        expect(await printer.feed()).toEqual({ ok: false, fault: { kind: "session-reserved" } });
      },
    );

    test("a card that comes out to a full hopper stays inside and is not lost", async () => {
      await printer.feed();
      expect((await printer.print(frontOf(1))).ok).toBe(true);
      bench.provoke("hopper-full");
      expect(await printer.eject()).toMatchObject({
        ok: false,
        fault: { kind: "condition", condition: "hopper-full" },
      });
      expect(bench.placeOf("first")).toBe("inside");
    });

    test("a printed card goes back to the chip reader when it is told to", async () => {
      expect((await printer.toContactless()).ok).toBe(false);
      await printer.feed();
      await printer.print(frontOf(1));
      expect(await printer.toContactless()).toEqual({ ok: true, value: undefined });
      expect(await printer.state()).toMatchObject({ ok: true, value: { held: "contactless" } });
      expect((await printer.eject()).ok).toBe(true);
      expect(bench.placeOf("first")).toBe("given");
    });

    test("both faces are printed by a printer that turns cards over, and a back is refused by one that does not", async () => {
      await printer.feed();
      const faces = { front: layersOf(1), back: layersOf(2) };
      const printed = await printer.print(faces);
      if (printer.capabilities.sides === 1) {
        expect(printed).toEqual({
          ok: false,
          fault: { fault: { kind: "incapable", of: "two-sides" }, cardTouched: false },
        });
        expect(bench.printsOn("first")).toEqual([]);
      } else {
        expect(printed.ok).toBe(true);
        expect(bench.printsOn("first")).toEqual([printedHash(faces.front)]);
        expect(bench.backPrintsOn("first")).toEqual([printedHash(faces.back)]);
      }
    });

    test("the ribbon is counted down face by face, and cards towards the next cleaning", async () => {
      const before = await printer.counters();
      await printer.feed();
      await printer.print(frontOf(1));
      await printer.eject();
      const after = await printer.counters();
      if (!before.ok || !after.ok) throw new Error("the printer does not count");
      expect((before.value.ribbonLeft ?? 0) - (after.value.ribbonLeft ?? 0)).toBe(1);
      expect((before.value.cardsUntilCleaning ?? 0) - (after.value.cardsUntilCleaning ?? 0)).toBe(1);
      expect((after.value.cardsPrinted ?? 0) - (before.value.cardsPrinted ?? 0)).toBe(1);
      expect((after.value.cardsSinceCleaning ?? 0) - (before.value.cardsSinceCleaning ?? 0)).toBe(1);
      expect((before.value.cardsUntilWarrantyLost ?? 0) - (after.value.cardsUntilWarrantyLost ?? 0)).toBe(1);
    });

    test("a counter that answers anything but a number is asked again", async () => {
      bench.provoke("bogus-counter");
      expect(await printer.counters()).toMatchObject({ ok: true, value: { ribbonLeft: 100 } });
    });

    test("a ribbon said to have ended with faces left does not stop the queue", async () => {
      bench.provoke("ribbon-false-alarm");
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
      expect((await printer.feed()).ok).toBe(true);
      expect((await printer.print(frontOf(1))).ok).toBe(true);
      expect((await printer.eject()).ok).toBe(true);
      expect(bench.placeOf("first")).toBe("given");
    });

    test("a head that must be cleaned is told, and no card more is begun at the cost of its warranty", async () => {
      bench.provoke("cleaning-overdue");
      expect(await printer.state()).toMatchObject({
        ok: true,
        value: { condition: "cleaning-needed", notices: ["cleaning-due", "head-warranty-at-risk"] },
      });
      expect(await printer.feed()).toMatchObject({ ok: false, fault: { condition: "cleaning-needed" } });
      expect(bench.placeOf("first")).toBe("feeder");
    });

    test("a print that never comes back ends by its deadline, and the card is taken for printed", async () => {
      await printer.feed();
      bench.provoke("never-answers-a-print");
      expect(await (bench.hasty ?? printer).print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "deadline-passed" }, cardTouched: true },
      });
    });

    test("a printer that is gone is a lost connection, not a wait", async () => {
      await bench.close();
      expect(await printer.state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "connection-lost" }, cardTouched: false },
      });
    });
  });
}

/**
 * The suite every card printer without a station passes: a print takes a card, prints it and gives it out in one go. The
 * bench's feeder holds `first` and `second`.
 */
export function describeOneGoPrinter(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  cannotHappen: readonly Mishap[] = [],
): void {
  const happens = (mishap: Mishap) => !cannotHappen.includes(mishap);
  describe(`${name} as a card printer that prints in one go`, () => {
    const printedHash = (layers: PrintLayers) => hashOf(bench.asPrinted?.(layers) ?? layers);
    let bench: CardPrinterBench;
    let printer: CardPrinter;
    beforeEach(async () => {
      bench = await setUp();
      printer = bench.printer;
    });
    afterEach(async () => {
      await printer.close();
      await bench.close();
    });

    test("it says that no chip can be written inside", () => {
      expect(printer.capabilities.inlineEncoding).toBe(false);
    });

    test("a print takes a card, prints it once and gives it out", async () => {
      const layers = layersOf(1);
      expect(await printer.print({ front: layers, back: null })).toEqual({ ok: true, value: undefined });
      expect(bench.placeOf("first")).toBe("given");
      expect(bench.printsOn("first")).toEqual([printedHash(layers)]);
      expect(bench.placeOf("second")).toBe("feeder");
    });

    test("orders to move a card are no part of it, and move none", async () => {
      const orders = [
        await printer.feed(),
        await printer.toContactless(),
        await printer.eject(),
        await printer.reject(),
      ];
      for (const order of orders) {
        expect(order).toEqual({ ok: false, fault: { kind: "incapable", of: "moving-cards" } });
      }
      expect(bench.placeOf("first")).toBe("feeder");
    });

    test.each((["feeder-empty", "cover-open", "ribbon-ended", "offline"] as const).filter(happens))(
      "%s is seen before a card is started, and leaves it clean",
      async (mishap) => {
        bench.provoke(mishap);
        expect(await printer.state()).toMatchObject({ ok: true, value: { condition: mishap } });
        expect(await printer.print(frontOf(1))).toMatchObject({
          ok: false,
          fault: { fault: { kind: "condition", condition: mishap }, cardTouched: false },
        });
        expect(bench.placeOf("first")).toBe("feeder");
      },
    );

    test.runIf(happens("ribbon-ends-during-print"))(
      "a ribbon that ends under the head leaves a card that may carry ink",
      async () => {
        bench.provoke("ribbon-ends-during-print");
        expect(await printer.print(frontOf(1))).toMatchObject({ ok: false, fault: { cardTouched: true } });
      },
    );

    test.runIf(happens("waits-for-card"))(
      "a printer that counts a card as printed while it still waits for one has printed nothing",
      async () => {
        bench.provoke("waits-for-card");
        expect(await printer.print(frontOf(1))).toMatchObject({
          ok: false,
          fault: { fault: { kind: "condition", condition: "feeder-empty" }, cardTouched: false },
        });
        expect(bench.printsOn("first")).toEqual([]);
        expect(bench.placeOf("first")).toBe("feeder");
      },
    );

    test("a print that never comes back ends by its deadline, and the card is taken for printed", async () => {
      bench.provoke("never-answers-a-print");
      expect(await (bench.hasty ?? printer).print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "deadline-passed" }, cardTouched: true },
      });
    });

    test("a printer that is gone is a lost connection, not a wait", async () => {
      await bench.close();
      expect(await printer.state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "connection-lost" }, cardTouched: false },
      });
    });
  });
}

/** Two layers unlike those of any other seed. */
export function layersOf(seed: number): PrintLayers {
  const colour = new Uint8Array(1016 * 648 * 3);
  for (let at = 0; at < colour.length; at += 1) colour[at] = (at * 7 + seed * 31 + (at >> 9)) & 255;
  const black = new Uint8Array(127 * 648);
  for (let at = 0; at < black.length; at += 1) black[at] = (at * 13 + seed * 57) & 255;
  return { colour, black };
}

/** A front unlike that of any other seed, and nothing on the back. */
export function frontOf(seed: number): CardFaces {
  return { front: layersOf(seed), back: null };
}

/** SHA-256 of colour then black, as artwork and printers name a front. */
export function hashOf(layers: PrintLayers): string {
  return createHash("sha256").update(layers.colour).update(layers.black).digest("hex");
}
