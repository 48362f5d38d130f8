import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CardFaces, CardPrinter, PrintLayers } from "../../main/core/ports/card-printer.ts";

/** What can be seen of a printer and its cards from outside, whatever the make. */
export interface CardPrinterBench {
  /** Deadlines must be short: the suite lets some of them pass. */
  readonly printer: CardPrinter;
  /** Where a card is now. */
  placeOf(cardId: string): "feeder" | "inside" | "given" | "rejected";
  /** SHA-256 of colour then black, for every time the card was under the head. */
  printsOn(cardId: string): readonly string[];
  provoke(
    mishap:
      | "feeder-empty"
      | "cover-open"
      | "ribbon-ended"
      | "ribbon-ends-during-print"
      | "jam"
      | "offline"
      | "session-stuck"
      | "never-answers-a-print",
  ): void;
  close(): Promise<void>;
}

/** The suite every card printer passes, on the simulated device, a recorded one or a real one. The bench's feeder holds `first` and `second`. */
export function describeCardPrinter(name: string, setUp: () => Promise<CardPrinterBench>): void {
  describe(`${name} as a card printer`, () => {
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
      expect(await printer.state()).toMatchObject({ ok: true, value: { held: "contactless" } });
      const layers = layersOf(1);
      expect(await printer.print({ front: layers, back: null })).toEqual({ ok: true, value: undefined });
      expect(bench.printsOn("first")).toEqual([hashOf(layers)]);
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
      expect(bench.printsOn("second")).toEqual([hashOf(layers)]);
      expect(bench.printsOn("first")).toEqual([hashOf(layersOf(1))]);
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

    test.each(["feeder-empty", "cover-open", "ribbon-ended", "offline"] as const)(
      "%s is seen before a card is started",
      async (mishap) => {
        bench.provoke(mishap);
        expect(await printer.state()).toMatchObject({ ok: true, value: { condition: mishap } });
        expect(await printer.feed()).toMatchObject({
          ok: false,
          fault: { kind: "condition", condition: mishap },
        });
        expect(bench.placeOf("first")).toBe("feeder");
      },
    );

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

    test("a session another program keeps is told as such, after one attempt to free it", async () => {
      bench.provoke("session-stuck");
      expect(await printer.feed()).toEqual({ ok: false, fault: { kind: "session-reserved" } });
    });

    test("a print that never comes back ends by its deadline, and the card is taken for printed", async () => {
      await printer.feed();
      bench.provoke("never-answers-a-print");
      expect(await printer.print(frontOf(1))).toMatchObject({
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
