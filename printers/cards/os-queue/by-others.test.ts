import { afterEach, describe, expect, test } from "vitest";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../../main/core/ports/card-printer.ts";
import { frontOf, layersOf } from "../../../test/support/card-layers.ts";
import {
  type CardQueue,
  cardQueueMissing,
  pixelsByCups,
  pixelsByGhostscript,
  startCardQueue,
} from "../../../test/support/card-queue.ts";
import { laidOver } from "../../artwork/layers.ts";
import { createOsQueuePrinter } from "./driver.ts";
import { cardPdf } from "./pdf.ts";
import { pwgRaster } from "./pwg-raster.ts";
import { asFront, faceRaster } from "./raster.ts";
import { fullCard } from "./sheet.ts";

const queues: CardQueue[] = [];
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop();
});

/** White, flat, striped and noisy, with black on all of it: every way a line can be packed. */
function everyKindOfLine(): PrintLayers {
  const noisy = layersOf(7);
  const colour = new Uint8Array(noisy.colour);
  for (let row = 0; row < 400; row += 1) {
    for (let x = 0; x < cardWidthDots; x += 1) {
      const at = (row * cardWidthDots + x) * 3;
      if (row < 100) colour.fill(255, at, at + 3);
      else if (row < 200) colour.set([200, 30, 90], at);
      else if (row < 300) colour.fill((x >> 3) & 255, at, at + 3);
      else if (x % 260 < 200) colour.fill(row & 255, at, at + 3);
    }
  }
  return { colour, black: noisy.black.map((eight, at) => (at % 3 === 0 ? eight : 0)) };
}

/** How many pixels differ. */
function differing(one: Uint8Array | undefined, other: Uint8Array): number {
  if (one?.length !== other.length) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = 0; at < other.length; at += 3) {
    if (one[at] !== other[at] || one[at + 1] !== other[at + 1] || one[at + 2] !== other[at + 2]) count += 1;
  }
  return count;
}

describe.skipIf(cardQueueMissing !== null)(
  `cards as programs of others see them${cardQueueMissing === null ? "" : ` (SKIPPED: ${cardQueueMissing})`}`,
  () => {
    test("dots are read by CUPS without one that differs, front and back", async () => {
      const [front, back] = [everyKindOfLine(), layersOf(2)];
      const pages = [front, back].map((face) => faceRaster(face, fullCard, 300, asFront));
      const layout = { sheet: fullCard, dpi: 300, backTransform: { crossFeed: 1, feed: 1 } } as const;
      const seen = await pixelsByCups(pwgRaster(pages, { ...layout, sides: "two-sided-short-edge" }));
      expect(seen.length).toBe(2);
      expect(differing(seen[0], laidOver(front.colour, front.black))).toBe(0);
      expect(differing(seen[1], laidOver(back.colour, back.black))).toBe(0);
    });

    test("a document is painted by Ghostscript without a dot that differs, and its black is pure", async () => {
      const front = everyKindOfLine();
      const [seen] = await pixelsByGhostscript(await cardPdf([front], fullCard, false));
      expect(differing(seen, laidOver(front.colour, front.black))).toBe(0);
    });

    test("a card fed with its short side first is turned against the clock, in dots as in a document", async () => {
      const upright = { xHundredthsMm: fullCard.yHundredthsMm, yHundredthsMm: fullCard.xHundredthsMm };
      const front = everyKindOfLine();
      const { rgb, width, height } = faceRaster(front, upright, 300, asFront);
      expect([width, height]).toEqual([cardHeightDots, cardWidthDots]);
      const [seen] = await pixelsByGhostscript(await cardPdf([front], upright, false));
      expect(differing(seen, rgb)).toBe(0);
    });

    test("a back is turned upside down in a document as in dots", async () => {
      const [front, back] = [layersOf(1), everyKindOfLine()];
      const [, seen] = await pixelsByGhostscript(await cardPdf([front, back], fullCard, true));
      const { rgb } = faceRaster(back, fullCard, 300, { across: true, down: true });
      expect(differing(seen, rgb)).toBe(0);
    });

    test("a card printed on CUPS' own printer arrives there dot for dot, and the print ends when its job does", async () => {
      const queue = await startCardQueue();
      queues.push(queue);
      const printer = createOsQueuePrinter({
        name: "Cards",
        jobName: "Guichet test",
        uri: queue.uri,
        quickestMs: 0,
        patience: { answerMs: 20_000 },
      });
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
      const front = everyKindOfLine();
      expect(await printer.print({ front, back: null })).toEqual({ ok: true, value: undefined });
      const [document = new Uint8Array()] = await queue.documents();
      const [seen] = await pixelsByCups(document);
      expect(differing(seen, laidOver(front.colour, front.black))).toBe(0);
      await printer.close();
    });

    test("on CUPS' own printer without a card the print is given up for want of one, and not believed taken back before it is", async () => {
      const queue = await startCardQueue({ waitsForCard: true });
      queues.push(queue);
      const printer = createOsQueuePrinter({
        name: "Cards",
        jobName: "Guichet test",
        uri: queue.uri,
        quickestMs: 0,
        patience: { answerMs: 20_000, cardMs: 600, stuckMs: 1_000, pollMs: 50 },
      });
      // It goes on with a job that is cancelled until its own program ends: the job may still print.
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition: "feeder-empty" }, cardTouched: true },
      });
      await queue.loadCard();
      await printer.close();
    });
  },
);
