import { expect, test } from "vitest";
import { frontOf, layersOf } from "../support/card-layers.ts";
import { type CardPrinterBench, describePrinter, type Mishap } from "./any-card-printer.ts";

/**
 * The suite every card printer without a station passes: a print takes a card, prints it and gives it out in one go. The
 * bench's feeder holds `first` and `second`.
 */
export function describeOneGoPrinter(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  cannotHappen: readonly Mishap[] = [],
): void {
  describePrinter(
    `${name} as a card printer that prints in one go`,
    setUp,
    cannotHappen,
    ({ bench, printer, printedHash, happens }) => {
      test("it says that no chip can be written inside", () => {
        expect(printer().capabilities.inlineEncoding).toBe(false);
      });

      test("a print takes a card, prints it once and gives it out", async () => {
        const layers = layersOf(1);
        expect(await printer().print({ front: layers, back: null })).toEqual({ ok: true, value: undefined });
        expect(bench().placeOf("first")).toBe("given");
        expect(bench().printsOn("first")).toEqual([printedHash(layers)]);
        expect(bench().placeOf("second")).toBe("feeder");
      });

      test("orders to move a card are no part of it, and move none", async () => {
        const orders = [
          await printer().feed(),
          await printer().toContactless(),
          await printer().eject(),
          await printer().reject(),
        ];
        for (const order of orders) {
          expect(order).toEqual({ ok: false, fault: { kind: "incapable", of: "moving-cards" } });
        }
        expect(bench().placeOf("first")).toBe("feeder");
      });

      test.runIf(happens("waits-for-card"))(
        "a printer that counts a card as printed while it still waits for one has printed nothing",
        async () => {
          bench().provoke("waits-for-card");
          expect(await printer().print(frontOf(1))).toMatchObject({
            ok: false,
            fault: { fault: { kind: "condition", condition: "feeder-empty" }, cardTouched: false },
          });
          expect(bench().printsOn("first")).toEqual([]);
          expect(bench().placeOf("first")).toBe("feeder");
        },
      );
    },
  );
}
