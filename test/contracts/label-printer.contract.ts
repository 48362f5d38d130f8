import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LabelRaster } from "../../main/core/ports/label-artist.ts";
import type { LabelCondition, LabelPrinter } from "../../main/core/ports/label-printer.ts";

/** What can go wrong with a label printer, whatever the make. */
export type LabelMishap =
  | "no-labels"
  | "no-ribbon"
  | "head-open"
  | "head-too-hot"
  | "label-jam"
  | "labels-not-found"
  | "paused"
  | "silent"
  | "labels-end-during-print"
  | "nothing-comes-out"
  | "never-comes-out";

/** What can be seen of a label printer from outside, whatever the make. */
export interface LabelPrinterBench {
  readonly printer: LabelPrinter;
  /** The same printer with short deadlines: the suite lets them pass. */
  readonly hasty: LabelPrinter;
  /** The labels that have come out, in dots. */
  readonly printed: readonly LabelRaster[];
  provoke(mishap: LabelMishap): void;
  mend(mishap: LabelMishap): void;
  /** Takes the label from the peel bar. */
  takeLabel(): void;
  close(): Promise<void>;
}

const seenBefore = {
  "no-labels": "no-labels",
  "no-ribbon": "no-ribbon",
  "head-open": "head-open",
  "head-too-hot": "head-too-hot",
  "label-jam": "label-jam",
  "labels-not-found": "labels-not-found",
  paused: "paused",
  silent: "silent",
} as const satisfies Partial<Record<LabelMishap, LabelCondition>>;

/** The suite every label printer passes, on the simulated device or a real one. */
export function describeLabelPrinter(name: string, setUp: () => Promise<LabelPrinterBench>): void {
  describe(`${name} as a label printer`, () => {
    let bench: LabelPrinterBench;
    let printer: LabelPrinter;
    beforeEach(async () => {
      bench = await setUp();
      printer = bench.printer;
    });
    afterEach(async () => {
      await printer.close();
      await bench.close();
    });

    test("at rest a label can be printed", async () => {
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null, notices: [] } });
    });

    test("a label comes out once, dot for dot", async () => {
      const label = labelOf(1);
      expect(await printer.print(label)).toEqual({ ok: true, value: undefined });
      expect(bench.printed).toEqual([label]);
    });

    test("of two labels asked for at once the second waits, and is another", async () => {
      const both = Promise.all([printer.print(labelOf(1)), printer.print(labelOf(2))]);
      if (!printer.capabilities.seesTaken) {
        expect((await both).map(({ ok }) => ok)).toEqual([true, true]);
        expect(bench.printed).toEqual([labelOf(1), labelOf(2)]);
        return;
      }
      expect(await both).toMatchObject([
        { ok: true },
        { ok: false, fault: { fault: { condition: "label-waiting" }, mayHaveComeOut: false } },
      ]);
      expect(await printer.state()).toMatchObject({ value: { condition: "label-waiting" } });
      bench.takeLabel();
      expect((await printer.print(labelOf(2))).ok).toBe(true);
      expect(bench.printed).toEqual([labelOf(1), labelOf(2)]);
    });

    test("a label taken is seen by a printer with a sensor, and asked about with any other", async () => {
      await printer.print(labelOf(1));
      if (!printer.capabilities.seesTaken) {
        expect(await printer.taken(10_000)).toEqual({ ok: false, fault: { kind: "no-sensor" } });
        return;
      }
      expect(await printer.taken(1)).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 1 } });
      const taken = printer.taken(20_000);
      bench.takeLabel();
      expect(await taken).toEqual({ ok: true, value: undefined });
    });

    test.each(Object.entries(seenBefore) as [keyof typeof seenBefore, LabelCondition][])(
      "%s is seen before a label is begun: nothing is sent, and nothing comes out later",
      async (mishap, condition) => {
        bench.provoke(mishap);
        const asked = mishap === "silent" ? bench.hasty : printer;
        expect(await asked.state()).toMatchObject({ ok: true, value: { condition } });
        expect(await asked.print(labelOf(1))).toMatchObject({
          ok: false,
          fault: { fault: { kind: "condition", condition }, mayHaveComeOut: false },
        });
        bench.mend(mishap);
        expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
        expect((await printer.print(labelOf(2))).ok).toBe(true);
        expect(bench.printed).toEqual([labelOf(2)]);
      },
    );

    test("when the roll ends under the head the label is given up: it does not come out of the next roll", async () => {
      bench.provoke("labels-end-during-print");
      expect(await printer.print(labelOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition: "no-labels" }, mayHaveComeOut: true },
      });
      bench.mend("labels-end-during-print");
      bench.mend("no-labels");
      expect((await printer.print(labelOf(2))).ok).toBe(true);
      expect(bench.printed).toEqual([labelOf(2)]);
    });

    test("a label that never comes out ends by its deadline, and is taken back", async () => {
      bench.provoke("never-comes-out");
      expect(await bench.hasty.print(labelOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "deadline-passed" }, mayHaveComeOut: true },
      });
      expect(await printer.state()).toMatchObject({ value: { condition: null } });
      expect(bench.printed).toEqual([]);
    });

    test("a printer that takes a label and prints none is found out by its sensor", async () => {
      if (!printer.capabilities.seesTaken) return;
      bench.provoke("nothing-comes-out");
      expect(await printer.print(labelOf(1))).toEqual({
        ok: false,
        fault: { fault: { kind: "no-label-seen" }, mayHaveComeOut: true },
      });
    });

    test("a label in too many dots for the head is refused before anything is sent", async () => {
      const wide = { widthDots: 5000, heightDots: 8, rowBytes: 625, black: new Uint8Array(5000) };
      expect(await printer.print(wide)).toMatchObject({
        ok: false,
        fault: { fault: { kind: "wrong-dots" }, mayHaveComeOut: false },
      });
    });

    test("a printer that is gone is a lost connection, not a wait", async () => {
      await bench.close();
      expect(await printer.state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
      expect(await printer.print(labelOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "connection-lost" }, mayHaveComeOut: false },
      });
    });
  });
}

/** A label unlike that of any other seed, of a width that is no whole number of bytes. */
export function labelOf(seed: number): LabelRaster {
  const [widthDots, heightDots, rowBytes] = [205, 60, 26];
  const black = new Uint8Array(rowBytes * heightDots);
  for (let at = 0; at < black.length; at += 1) black[at] = (at * 13 + seed * 57) & 255;
  for (let row = 1; row <= heightDots; row += 1)
    black[row * rowBytes - 1] = (black[row * rowBytes - 1] ?? 0) & 0xf8;
  return { widthDots, heightDots, rowBytes, black };
}
