import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emptyPng } from "../../test/support/empty-png.ts";
import { measurePicture, pixelsOf, readPicture } from "./photographs.ts";
import { drawSvg, jpegOf, pngOf } from "./rasters.ts";

const portrait = new Uint8Array(readFileSync(new URL("../../test/support/astronaut.png", import.meta.url)));
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><rect width="400" height="500"/></svg>`;

test.each([
  ["an SVG", svg, "svg"],
  ["an SVG behind an XML head", `<?xml version="1.0"?>${svg}`, "svg"],
  ["a GIF", "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;", "gif"],
  ["a PDF", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", "pdf"],
  ["a web page", "<!doctype html><script>1</script>", "page"],
  ["a TIFF", "II*\u0000\u0008\u0000\u0000\u0000", "tiff"],
  ["an AVIF", "\u0000\u0000\u0000\u001cftypavif\u0000\u0000\u0000\u0000mif1avifmiaf", "avif"],
  ["a film", "\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom", "film"],
  ["an archive", "PK\u0003\u0004\u0014\u0000", "archive"],
  ["the first bytes of a JPEG and no more", "", null],
])("%s handed in as a photo never reaches a decoder", async (_, text, looksLike) => {
  const file = new Uint8Array(Buffer.from(text, "latin1"));
  for (const answer of [
    await measurePicture(file),
    await readPicture(file, 100),
    await pixelsOf(file, 9, 9),
  ]) {
    expect(answer).toEqual({ ok: false, fault: { kind: "not-a-photo", looksLike } });
  }
});

test("an SVG that hides behind the first bytes of a JPEG or a PNG is not drawn", async () => {
  await drawSvg(svg);
  for (const head of [
    [0xff, 0xd8, 0xff],
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ]) {
    const file = new Uint8Array([...head, ...Buffer.from(svg)]);
    expect((await measurePicture(file)).ok).toBe(false);
    expect((await readPicture(file, 100)).ok).toBe(false);
    expect((await pixelsOf(file, 9, 9)).ok).toBe(false);
  }
});

test("a small file that would unfold to 144 million pixels is refused by its head alone", async () => {
  const bomb = emptyPng(12_000, 12_000);
  expect(bomb.length).toBeLessThan(20_000);
  expect(await measurePicture(bomb)).toEqual({
    ok: false,
    fault: { kind: "too-many-pixels", maximumPixels: 50_000_000 },
  });
  expect((await readPicture(bomb, 100)).ok).toBe(false);
});

test("a picture cut short is damaged, not grey below", async () => {
  const whole = await readPicture(portrait, 512);
  if (!whole.ok) throw new Error("the portrait must open");
  const jpeg = await jpegOf(whole.value, 92);
  const short = await readPicture(jpeg.subarray(0, jpeg.length - 1000), 512);
  expect(short).toMatchObject({ ok: false, fault: { kind: "damaged" } });
});

test("a drawing keeps its size and its colours, and comes back from a PNG the same", async () => {
  const drawn = await drawSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect x="1" width="1" height="2" fill="#ff0000"/></svg>`,
  );
  const row = [255, 255, 255, 255, 0, 0, 255, 255, 255];
  expect([...drawn.pixels]).toEqual([...row, ...row]);
  const back = await pixelsOf(await pngOf(drawn), 3, 2);
  expect(back.ok && [...back.value.pixels]).toEqual([...row, ...row]);
});
