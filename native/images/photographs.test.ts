import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { cleanPicture, measurePicture, pixelsOf } from "./photographs.ts";
import { drawSvg, pngOf } from "./rasters.ts";

const portrait = new Uint8Array(readFileSync(new URL("../../test/support/astronaut.png", import.meta.url)));
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><rect width="400" height="500"/></svg>`;

test.each([
  ["an SVG", svg],
  ["an SVG behind an XML head", `<?xml version="1.0"?>${svg}`],
  ["a GIF", "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;"],
  ["a PDF", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"],
  ["a web page", "<!doctype html><script>1</script>"],
  ["a TIFF", "II*\u0000\u0008\u0000\u0000\u0000"],
  ["a WebP", "RIFF\u0000\u0000\u0000\u0000WEBPVP8 "],
  ["the first bytes of a JPEG and no more", ""],
])("%s handed in as a photo never reaches a decoder", async (_, text) => {
  const file = new Uint8Array(Buffer.from(text, "latin1"));
  for (const answer of [
    await measurePicture(file),
    await cleanPicture(file, 100, 90),
    await pixelsOf(file, 9, 9),
  ]) {
    expect(answer).toEqual({ ok: false, fault: { kind: "not-a-photo" } });
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
    expect((await cleanPicture(file, 100, 90)).ok).toBe(false);
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
  expect((await cleanPicture(bomb, 100, 90)).ok).toBe(false);
});

test("a picture cut short is damaged, not grey below", async () => {
  const whole = await cleanPicture(portrait, 512, 92);
  if (!whole.ok) throw new Error("the portrait must open");
  const short = await cleanPicture(whole.value.jpeg.subarray(0, whole.value.jpeg.length - 1000), 512, 92);
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

/** A black 1-bit PNG of any size: PNG specification, clauses 5 and 11.2. */
function emptyPng(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
