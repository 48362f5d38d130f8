import { expect, test } from "vitest";
import { frontOf, layersOf } from "../support/card-layers.ts";
import { type CardPrinterBench, describePrinter, type Mishap } from "./any-card-printer.ts";

/**
 * The suite every card printer with a contactless station passes, on the simulated device, a recorded one or a real one. The
 * bench's feeder holds `first` and `second`; `cannotHappen` are mishaps the make does not know.
 */
export function describeCardPrinter(
  name: string,
  setUp: () => Promise<CardPrinterBench>,
  cannotHappen: readonly Mishap[] = [],
): void {
  describePrinter(
    `${name} as a card printer`,
    setUp,
    cannotHappen,
    ({ bench, printer, printedHash, happens }) => {
      test("a card goes from the feeder to the chip reader, under the head once, and out to the person", async () => {
        expect(await printer().feed()).toEqual({ ok: true, value: undefined });
        expect(bench().placeOf("first")).toBe("inside");
        const first = printer().capabilities.printsBeforeEncoding ? "print-head" : "contactless";
        expect(await printer().state()).toMatchObject({ ok: true, value: { held: first } });
        const layers = layersOf(1);
        expect(await printer().print({ front: layers, back: null })).toEqual({ ok: true, value: undefined });
        expect(bench().printsOn("first")).toEqual([printedHash(layers)]);
        expect(bench().placeOf("first")).toBe("inside");
        expect(await printer().eject()).toEqual({ ok: true, value: undefined });
        expect(bench().placeOf("first")).toBe("given");
        expect(await printer().state()).toMatchObject({ ok: true, value: { held: "none" } });
        expect(bench().placeOf("second")).toBe("feeder");
      });

      test("a second card is another card", async () => {
        await printer().feed();
        await printer().print(frontOf(1));
        await printer().eject();
        await printer().feed();
        const layers = layersOf(2);
        expect((await printer().print({ front: layers, back: null })).ok).toBe(true);
        expect(bench().printsOn("second")).toEqual([printedHash(layers)]);
        expect(bench().printsOn("first")).toEqual([printedHash(layersOf(1))]);
      });

      test("a spoiled card goes to the reject box, printed or not", async () => {
        await printer().feed();
        expect((await printer().reject()).ok).toBe(true);
        expect(bench().placeOf("first")).toBe("rejected");
        await printer().feed();
        await printer().print(frontOf(3));
        expect((await printer().reject()).ok).toBe(true);
        expect(bench().placeOf("second")).toBe("rejected");
      });

      test("the last card of the feeder is printed like the others", async () => {
        await printer().feed();
        await printer().eject();
        expect((await printer().feed()).ok).toBe(true);
        expect((await printer().print(frontOf(1))).ok).toBe(true);
        expect((await printer().eject()).ok).toBe(true);
        expect(await printer().feed()).toMatchObject({
          ok: false,
          fault: { kind: "condition", condition: "feeder-empty" },
        });
      });

      test("two orders given at once are carried out one after the other", async () => {
        const [fed, printed, given] = await Promise.all([
          printer().feed(),
          printer().print(frontOf(1)),
          printer().eject(),
        ]);
        expect([fed.ok, printed.ok, given.ok]).toEqual([true, true, true]);
        expect(bench().placeOf("first")).toBe("given");
      });

      test("a card is not fed onto another", async () => {
        await printer().feed();
        expect((await printer().feed()).ok).toBe(false);
        expect(bench().placeOf("second")).toBe("feeder");
      });

      test("with nothing inside there is nothing to print, give or reject", async () => {
        expect(await printer().print(frontOf(1))).toMatchObject({ ok: false, fault: { cardTouched: false } });
        expect((await printer().eject()).ok).toBe(false);
        expect((await printer().reject()).ok).toBe(false);
        expect(bench().placeOf("first")).toBe("feeder");
      });

      test.each(["cover-open", "ribbon-ended"] as const)(
        "%s found when the print is about to begin leaves the card clean",
        async (mishap) => {
          await printer().feed();
          bench().provoke(mishap);
          expect(await printer().print(frontOf(1))).toMatchObject({
            ok: false,
            fault: { fault: { kind: "condition", condition: mishap }, cardTouched: false },
          });
          expect(bench().printsOn("first")).toEqual([]);
          expect(bench().placeOf("first")).toBe("inside");
        },
      );

      test("a card that gets stuck on its way is a jam", async () => {
        bench().provoke("jam");
        expect(await printer().feed()).toMatchObject({
          ok: false,
          fault: { kind: "condition", condition: "card-jam" },
        });
      });

      test.runIf(happens("session-stuck"))(
        "a session another program keeps is told as such, after one attempt to free it",
        async () => {
          bench().provoke("session-stuck");
          expect(await printer().feed()).toEqual({ ok: false, fault: { kind: "session-reserved" } });
        },
      );

      test("a card that comes out to a full hopper stays inside and is not lost", async () => {
        await printer().feed();
        expect((await printer().print(frontOf(1))).ok).toBe(true);
        bench().provoke("hopper-full");
        expect(await printer().eject()).toMatchObject({
          ok: false,
          fault: { kind: "condition", condition: "hopper-full" },
        });
        expect(bench().placeOf("first")).toBe("inside");
      });

      test("a printed card goes back to the chip reader when it is told to", async () => {
        expect((await printer().toContactless()).ok).toBe(false);
        await printer().feed();
        await printer().print(frontOf(1));
        expect(await printer().toContactless()).toEqual({ ok: true, value: undefined });
        expect(await printer().state()).toMatchObject({ ok: true, value: { held: "contactless" } });
        expect((await printer().eject()).ok).toBe(true);
        expect(bench().placeOf("first")).toBe("given");
      });

      test("both faces are printed by a printer that turns cards over, and a back is refused by one that does not", async () => {
        await printer().feed();
        const faces = { front: layersOf(1), back: layersOf(2) };
        const printed = await printer().print(faces);
        if (printer().capabilities.sides === 1) {
          expect(printed).toEqual({
            ok: false,
            fault: { fault: { kind: "incapable", of: "two-sides" }, cardTouched: false },
          });
          expect(bench().printsOn("first")).toEqual([]);
        } else {
          expect(printed.ok).toBe(true);
          expect(bench().printsOn("first")).toEqual([printedHash(faces.front)]);
          expect(bench().backPrintsOn("first")).toEqual([printedHash(faces.back)]);
        }
      });

      test("the ribbon is counted down face by face, and cards towards the next cleaning", async () => {
        const before = await printer().counters();
        await printer().feed();
        await printer().print(frontOf(1));
        await printer().eject();
        const after = await printer().counters();
        if (!before.ok || !after.ok) throw new Error("the printer does not count");
        expect((before.value.ribbonLeft ?? 0) - (after.value.ribbonLeft ?? 0)).toBe(1);
        expect((before.value.cardsUntilCleaning ?? 0) - (after.value.cardsUntilCleaning ?? 0)).toBe(1);
        expect((after.value.cardsPrinted ?? 0) - (before.value.cardsPrinted ?? 0)).toBe(1);
        expect((after.value.cardsSinceCleaning ?? 0) - (before.value.cardsSinceCleaning ?? 0)).toBe(1);
        expect((before.value.cardsUntilWarrantyLost ?? 0) - (after.value.cardsUntilWarrantyLost ?? 0)).toBe(
          1,
        );
      });

      test("a counter that answers anything but a number is asked again", async () => {
        bench().provoke("bogus-counter");
        expect(await printer().counters()).toMatchObject({ ok: true, value: { ribbonLeft: 100 } });
      });

      test("a ribbon said to have ended with faces left does not stop the queue", async () => {
        bench().provoke("ribbon-false-alarm");
        expect(await printer().state()).toMatchObject({ ok: true, value: { condition: null } });
        expect((await printer().feed()).ok).toBe(true);
        expect((await printer().print(frontOf(1))).ok).toBe(true);
        expect((await printer().eject()).ok).toBe(true);
        expect(bench().placeOf("first")).toBe("given");
      });

      test("a head that must be cleaned is told, and no card more is begun at the cost of its warranty", async () => {
        bench().provoke("cleaning-overdue");
        expect(await printer().state()).toMatchObject({
          ok: true,
          value: { condition: "cleaning-needed", notices: ["cleaning-due", "head-warranty-at-risk"] },
        });
        expect(await printer().feed()).toMatchObject({ ok: false, fault: { condition: "cleaning-needed" } });
        expect(bench().placeOf("first")).toBe("feeder");
      });
    },
  );
}
