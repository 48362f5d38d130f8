import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pixelsOf } from "../../native/images/photographs.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { type Framing, keptInside, matrixOf, smallestScale, wholePicture } from "../core/framing.ts";
import { framePhoto, openPhoto } from "./developing.ts";

const portrait = new Uint8Array(readFileSync(new URL("../../test/support/astronaut.png", import.meta.url)));

test("a portrait opens upright, small enough for the screen, as a JPEG without metadata", async () => {
  const opened = await openOf(portrait);
  expect([opened.widthPx, opened.heightPx]).toEqual([512, 512]);
  expect(segmentsOf(opened.jpeg)).toEqual([]);
});

test("a phone picture lying on its side opens upright and its place of taking is gone", async () => {
  const source = await openOf(await pngOf(dotted(800, 500, [{ x: 700, y: 60 }])));
  const lying = withExif(source.jpeg, 6);
  expect(segmentsOf(lying)).toContain("APP1");
  const opened = await openOf(lying);
  expect([opened.widthPx, opened.heightPx]).toEqual([500, 800]);
  expect(segmentsOf(opened.jpeg)).toEqual([]);
  const [dot] = await dotsIn(opened.jpeg, 500, 800, [{ x: 440, y: 700 }]);
  expect(dot?.x).toBeCloseTo(440, 0);
  expect(dot?.y).toBeCloseTo(700, 0);
});

/** Where a point of an 800×500 picture comes to lie once it is turned as its camera said (EXIF 2.32, tag 274). */
const turns: readonly (readonly [orientation: number, size: readonly [number, number], place: Point])[] = [
  [1, [800, 500], { x: 700, y: 60 }],
  [2, [800, 500], { x: 100, y: 60 }],
  [3, [800, 500], { x: 100, y: 440 }],
  [4, [800, 500], { x: 700, y: 440 }],
  [5, [500, 800], { x: 60, y: 700 }],
  [6, [500, 800], { x: 440, y: 700 }],
  [7, [500, 800], { x: 440, y: 100 }],
  [8, [500, 800], { x: 60, y: 100 }],
];

test.each(turns)(
  "a picture its camera calls turned by %d opens upright",
  async (orientation, size, place) => {
    const { jpeg } = await openOf(await pngOf(dotted(800, 500, [{ x: 700, y: 60 }])));
    const opened = await openOf(withExif(jpeg, orientation));
    expect([opened.widthPx, opened.heightPx]).toEqual(size);
    const [dot] = await dotsIn(opened.jpeg, opened.widthPx, opened.heightPx, [place]);
    expect(dot?.x).toBeCloseTo(place.x, 0);
    expect(dot?.y).toBeCloseTo(place.y, 0);
  },
);

test("a large picture is brought to 2016 pixels and keeps its shape", async () => {
  const opened = await openOf(await pngOf(dotted(3600, 1200, [])));
  expect([opened.widthPx, opened.heightPx]).toEqual([2016, 672]);
});

test("the film a phone glues behind a photo is gone once it is opened", async () => {
  const { jpeg } = await openOf(portrait);
  const glued = new Uint8Array([...jpeg, ...Buffer.from("\0\0\0\u0018ftypmp42 the film")]);
  const opened = await openOf(glued);
  expect(Buffer.from(opened.jpeg).includes("ftypmp42")).toBe(false);
});

test("a picture with too few pixels is refused with its size", async () => {
  expect(await openPhoto(await pngOf(dotted(299, 500, [])), null)).toEqual({
    ok: false,
    fault: { kind: "too-small", widthPx: 299, heightPx: 500 },
  });
  expect((await openPhoto(await pngOf(dotted(300, 386, [])), null)).ok).toBe(true);
});

test("nothing, not a picture, and half a picture each have their own name", async () => {
  const { jpeg } = await openOf(portrait);
  expect(await openPhoto(new Uint8Array(), null)).toEqual({ ok: false, fault: { kind: "empty" } });
  expect(await openPhoto(Buffer.from("<svg/>"), null)).toEqual({
    ok: false,
    fault: { kind: "not-a-photo", looksLike: "svg" },
  });
  expect(await openPhoto(jpeg.subarray(0, jpeg.length >> 1), null)).toEqual({
    ok: false,
    fault: { kind: "damaged" },
  });
  expect(await framePhoto(Buffer.from("GIF89a"), wholePicture(512, 512))).toEqual({
    ok: false,
    fault: { kind: "not-a-photo", looksLike: "gif" },
  });
});

test("a framed photo is 600×771 without metadata", async () => {
  const photo = await frameOf((await openOf(portrait)).jpeg, wholePicture(512, 512));
  expect(segmentsOf(photo)).toEqual([]);
  const opened = await openOf(photo);
  expect([opened.widthPx, opened.heightPx]).toEqual([600, 771]);
});

test("a framing that shows more than half a pixel of nothing is refused, half a pixel is not", async () => {
  const { jpeg } = await openOf(portrait);
  const whole = wholePicture(512, 512);
  expect((await framePhoto(jpeg, { ...whole, centreY: whole.centreY - 0.49 })).ok).toBe(true);
  expect(await framePhoto(jpeg, { ...whole, centreY: whole.centreY - 0.51 })).toEqual({
    ok: false,
    fault: { kind: "outside-picture" },
  });
});

test("an edge of the picture brings no foreign colour into the photo", async () => {
  const size = 500;
  const red = {
    pixels: Buffer.alloc(size * size * 3, Buffer.from([200, 30, 30])),
    widthPx: size,
    heightPx: size,
  };
  const { jpeg } = await openOf(await pngOf(red));
  for (const angleDegrees of [0, 90, 7]) {
    const cut = keptInside({ centreX: 0, centreY: 0, angleDegrees, scale: 0.1 }, size, size);
    const photo = await pixelsOf(await frameOf(jpeg, cut), 600, 771);
    if (!photo.ok) throw new Error("the photo must decode");
    const furthest = photo.value.pixels.reduce(
      (worst, value, i) => Math.max(worst, Math.abs(value - (i % 3 === 0 ? 200 : 30))),
      0,
    );
    expect(furthest).toBeLessThanOrEqual(3);
  }
});

test("every dot of the picture stands in the photo where the screen's matrix puts it, to a tenth of a pixel", async () => {
  const width = 900;
  const height = 1100;
  const dots = [120, 330, 450, 610, 780].flatMap((x) => [150, 420, 555, 700, 980].map((y) => ({ x, y })));
  const { jpeg } = await openOf(await pngOf(dotted(width, height, dots)));
  let measured = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        centreX: fc.double({ min: 250, max: 650, noNaN: true }),
        centreY: fc.double({ min: 300, max: 800, noNaN: true }),
        angleDegrees: fc.oneof(
          fc.constantFrom(0, 90, 180, -90),
          fc.double({ min: -30, max: 30, noNaN: true }),
        ),
        zoom: fc.double({ min: 1, max: 1.8, noNaN: true }),
      }),
      async ({ zoom, ...where }) => {
        const scale = smallestScale(width, height, where.angleDegrees) * zoom;
        const cut: Framing = keptInside({ ...where, scale }, width, height);
        const [a, b, c, d, e, f] = matrixOf(cut, 600, 771);
        const expected = dots
          .map(({ x, y }) => ({ x: a * x + c * y + e, y: b * x + d * y + f }))
          .filter(({ x, y }) => x > 25 && y > 25 && x < 575 && y < 746);
        const found = await dotsIn(await frameOf(jpeg, cut), 600, 771, expected);
        for (const [i, dot] of expected.entries()) {
          expect(Math.hypot((found[i]?.x ?? 0) - dot.x, (found[i]?.y ?? 0) - dot.y)).toBeLessThan(0.1);
          measured += 1;
        }
      },
    ),
    { numRuns: 25, seed: 20261122 },
  );
  expect(measured).toBeGreaterThan(80);
});

interface Point {
  readonly x: number;
  readonly y: number;
}

/** White with round soft black dots whose centres are points, pixel i covering i to i+1. */
function dotted(widthPx: number, heightPx: number, dots: readonly Point[]) {
  const pixels = Buffer.alloc(widthPx * heightPx * 3, 255);
  for (const dot of dots) {
    for (let y = Math.floor(dot.y) - 16; y <= dot.y + 16; y += 1) {
      for (let x = Math.floor(dot.x) - 16; x <= dot.x + 16; x += 1) {
        const away = (x + 0.5 - dot.x) ** 2 + (y + 0.5 - dot.y) ** 2;
        pixels.fill(
          Math.round(255 - 255 * Math.exp(-away / 32)),
          (y * widthPx + x) * 3,
          (y * widthPx + x) * 3 + 3,
        );
      }
    }
  }
  return { pixels, widthPx, heightPx };
}

/** Centres of mass of the dots found around the places where they should be. */
async function dotsIn(jpeg: Uint8Array, width: number, height: number, near: readonly Point[]) {
  const decoded = await pixelsOf(jpeg, width, height);
  if (!decoded.ok) throw new Error("the photo must decode");
  const { pixels } = decoded.value;
  return near.map((place) => {
    let mass = 0;
    let momentX = 0;
    let momentY = 0;
    for (let y = Math.max(0, Math.floor(place.y) - 20); y < Math.min(height, place.y + 20); y += 1) {
      for (let x = Math.max(0, Math.floor(place.x) - 20); x < Math.min(width, place.x + 20); x += 1) {
        const ink = Math.max(0, 250 - (pixels[(y * width + x) * 3] ?? 255));
        mass += ink;
        momentX += ink * (x + 0.5);
        momentY += ink * (y + 0.5);
      }
    }
    return { x: momentX / mass, y: momentY / mass };
  });
}

async function openOf(file: Uint8Array) {
  const opened = await openPhoto(file, null);
  if (!opened.ok) throw new Error(opened.fault.kind);
  return opened.value;
}

async function frameOf(jpeg: Uint8Array, cut: Framing): Promise<Uint8Array> {
  const photo = await framePhoto(jpeg, cut);
  if (!photo.ok) throw new Error(photo.fault.kind);
  return photo.value;
}

/** The application segments of a JPEG, in order: where EXIF, XMP and profiles live. */
function segmentsOf(jpeg: Uint8Array): readonly string[] {
  const found: string[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; ) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker >= 0xe0 && marker <= 0xef) found.push(`APP${marker - 0xe0}`);
    at += 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  return found;
}

/** The JPEG with an EXIF block that holds only an orientation (EXIF 2.32, clause 4.6). */
function withExif(jpeg: Uint8Array, orientation: number): Uint8Array {
  const tiff = [
    0x49,
    0x49,
    0x2a,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    0x01,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const body = [...Buffer.from("Exif\0\0", "latin1"), ...tiff];
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, body.length + 2, ...body, ...jpeg.subarray(2)]);
}
