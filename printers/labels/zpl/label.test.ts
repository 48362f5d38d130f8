import { expect, test } from "vitest";
import { ready } from "zpl-renderer-js";
import type { LabelDotsPerInch, LabelRaster, StickerFacts } from "../../../main/core/ports/label-artist.ts";
import { readByZxing } from "../../../test/support/code-readers.ts";
import { bitsInPng } from "../../../test/support/png-bits.ts";
import { createLabelArtist } from "../../artwork/label-artist.ts";
import { zplOf } from "./label.ts";

const facts: StickerFacts = {
  academicYear: "2026-2027",
  university: "Université d’Exemple",
  serialNumber: "26-001-000123",
  qrText: "https://s.esc-r.eu/f8d1cb60-c78f-11f1-8001-000123456789",
};

test.each<[LabelDotsPerInch, number]>([
  [203, 8],
  [300, 12],
  [600, 24],
])(
  "a sticker in ZPL at %i dots an inch, drawn by zpl-renderer-js, is the artwork's dot for dot, and its code is read",
  async (dotsPerInch, dotsPerMm) => {
    const drawn = await createLabelArtist(null).draw(facts, "year-sticker", dotsPerInch);
    if (!drawn.ok) throw new Error(drawn.fault.kind);
    const { raster } = drawn.value;
    const rendered = await renderedElsewhere(zplOf(raster, { peels: true, media: "gap" }), raster, dotsPerMm);
    expect(differingDots(rendered, raster)).toBe(0);
    expect(raster.black.some((byte) => byte !== 0)).toBe(true);
    expect(await readByZxing(rendered)).toEqual([`QRCode ${facts.qrText}`]);
  },
);

test("nothing a printer was told before has a say: width, length, place, mode and number stand in every label", () => {
  const raster = { widthDots: 9, heightDots: 1, rowBytes: 2, black: Uint8Array.of(0xff, 0x80) };
  expect(zplOf(raster, { peels: true, media: "mark" })).toBe(
    "^XA^MNM^MMP^PW9^LL1^LH0,0^LS0^LT0^PON^PMN^LRN^FO0,0^GFA,2,2,2,FF80^FS^PQ1^XZ\n",
  );
  expect(zplOf(raster, { peels: false, media: "gap" })).toContain("^MNY^MMT");
});

async function renderedElsewhere(
  zpl: string,
  { widthDots, heightDots }: LabelRaster,
  dotsPerMm: number,
): Promise<LabelRaster> {
  const { api } = await ready;
  const png = await api.zplToBase64Async(zpl, widthDots / dotsPerMm, heightDots / dotsPerMm, dotsPerMm);
  return bitsInPng(Buffer.from(png, "base64"));
}

function differingDots(one: LabelRaster, other: LabelRaster): number {
  expect([one.widthDots, one.heightDots]).toEqual([other.widthDots, other.heightDots]);
  let dots = 0;
  for (const [at, byte] of one.black.entries()) {
    for (let bits = byte ^ (other.black[at] ?? 0); bits !== 0; bits &= bits - 1) dots += 1;
  }
  return dots;
}
