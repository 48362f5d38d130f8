import { describe, expect, test } from "vitest";
import { cardHeightDots, cardWidthDots } from "../../../main/core/ports/card-printer.ts";
import { layersOf } from "../../../test/support/card-layers.ts";
import { cardQueueMissing } from "../../../test/support/card-queue.ts";
import { differing, everyKindOfLine } from "../../../test/support/every-kind-of-line.ts";
import { pixelsByCups, pixelsByGhostscript } from "../../../test/support/pixels-by-others.ts";
import { laidOver } from "../../artwork/layers.ts";
import { cardPdf } from "./pdf.ts";
import { pwgRaster } from "./pwg-raster.ts";
import { asFront, faceRaster } from "./raster.ts";
import { fullCard } from "./sheet.ts";

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
  },
);
