import { expect, test } from "vitest";
import type { LabelDotsPerInch, StickerFacts } from "../../main/core/ports/label-artist.ts";
import { readByJsqr, readByZbar, readByZxing, zbarMissing } from "../../test/support/code-readers.ts";
import { createLabelArtist } from "./label-artist.ts";

const artist = createLabelArtist(null);
const facts: StickerFacts = {
  academicYear: "2026-2027",
  university: "Université de Rouvres",
  serialNumber: "26-000123",
  qrText: "26-000123",
};
const longest = "https://s.esc-r.eu/f8d1cb60-c78f-11f1-8001-000123456789";

test.each<[LabelDotsPerInch, number, number]>([
  [203, 305, 102],
  [300, 450, 150],
  [600, 900, 300],
])("a sticker at %i dots an inch has the size of its paper", async (dotsPerInch, width, height) => {
  const { raster, template, fits } = await draw(facts, dotsPerInch);
  expect([raster.widthDots, raster.heightDots]).toEqual([width, height]);
  expect(raster.rowBytes).toBe(Math.ceil(width / 8));
  expect(raster.black.length).toBe(raster.rowBytes * height);
  expect(template).toBe("year-sticker@1");
  expect(fits).toEqual([]);
});

test.each<[LabelDotsPerInch]>([[203], [300], [600]])(
  "at %i dots an inch phones read its code, the longest too",
  async (dotsPerInch) => {
    for (const qrText of ["26-000123", longest]) {
      const { raster } = await draw({ ...facts, qrText }, dotsPerInch);
      expect(readByJsqr(raster)?.data).toBe(qrText);
      expect(await readByZxing(raster)).toEqual([`QRCode ${qrText}`]);
    }
  },
);

test.skipIf(zbarMissing !== null)("zbar reads it too", async () => {
  const { raster } = await draw({ ...facts, qrText: longest }, 203);
  expect(await readByZbar(raster)).toEqual([`QR-Code:${longest}`]);
});

test("a long name of the university is fitted, and that is told", async () => {
  const university = "Université Sorbonne Nouvelle Paris Nord et Saint-Denis";
  const { fits } = await draw({ ...facts, university }, 203);
  expect(fits.map(({ field }) => field)).toEqual(["university"]);
});

test("no sticker is drawn from a card's template, nor with a letter no font holds", async () => {
  expect(await artist.draw(facts, "student-front", 300)).toMatchObject({
    ok: false,
    fault: { kind: "no-such-template" },
  });
  expect(await artist.draw({ ...facts, university: "大学" }, "year-sticker", 300)).toMatchObject({
    ok: false,
    fault: { kind: "no-glyph", field: "university", characters: ["大", "学"] },
  });
});

async function draw(of: StickerFacts, dotsPerInch: LabelDotsPerInch) {
  const drawn = await artist.draw(of, "year-sticker", dotsPerInch);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.fault));
  return drawn.value;
}
