import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pngOf } from "../../../native/images/rasters.ts";
import { readBmp } from "../../simulated/read-bmp.ts";
import { colourBmp, resinBmp } from "./bmp.ts";

const hex = (file: Uint8Array) => Buffer.from(file).toString("hex");

test("a colour bitmap of two by two dots is the bytes the format wants, written out by hand", () => {
  const red = [255, 0, 0];
  const green = [0, 255, 0];
  const blue = [0, 0, 255];
  const white = [255, 255, 255];
  expect(hex(colourBmp(Uint8Array.from([...red, ...green, ...blue, ...white]), 2, 2))).toBe(
    [
      "424d 46000000 0000 0000 36000000",
      "28000000 02000000 02000000 0100 1800 00000000 10000000 232e0000 232e0000 00000000 00000000",
      "ff0000 ffffff 0000",
      "0000ff 00ff00 0000",
    ]
      .join("")
      .replaceAll(" ", ""),
  );
});

test("a resin bitmap of nine by two dots pads its rows and calls black 0, written out by hand", () => {
  const dots = Uint8Array.from([0b10000001, 0b10000000, 0b00000000, 0b00000000]);
  expect(hex(resinBmp(dots, 9, 2))).toBe(
    [
      "424d 46000000 0000 0000 3e000000",
      "28000000 09000000 02000000 0100 0100 00000000 08000000 232e0000 232e0000 02000000 00000000",
      "00000000 ffffff00",
      "ffff0000",
      "7e7f0000",
    ]
      .join("")
      .replaceAll(" ", ""),
  );
});

test("a whole card makes bitmaps of the size the service was seen to take", () => {
  expect(colourBmp(new Uint8Array(1016 * 648 * 3), 1016, 648).length).toBe(54 + 1016 * 3 * 648);
  expect(resinBmp(new Uint8Array(127 * 648), 1016, 648).length).toBe(62 + 128 * 648);
});

test("the simulated printer reads what the driver writes, and also rows from the top and a turned palette", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.nat(255)),
      (width, height, bytes) => {
        const rgb = Uint8Array.from({ length: width * height * 3 }, () => bytes.next().value ?? 0);
        expect(readBmp(colourBmp(rgb, width, height))).toEqual({ kind: "colour", width, height, rgb });
      },
    ),
  );
  const file = resinBmp(Uint8Array.from([0xf0, 0x0f]), 8, 2);
  expect(readBmp(file)).toMatchObject({ kind: "resin", dots: Uint8Array.from([0xf0, 0x0f]) });
  const head = new DataView(file.buffer);
  head.setInt32(22, -2, true);
  expect(readBmp(file)).toMatchObject({ dots: Uint8Array.from([0x0f, 0xf0]) });
  file.copyWithin(54, 58, 62);
  file.fill(0, 58, 62);
  expect(readBmp(file)).toMatchObject({ dots: Uint8Array.from([0xf0, 0x0f]) });
});

test("what is no bitmap is not read as one", async () => {
  const whole = colourBmp(new Uint8Array(12), 2, 2);
  expect(readBmp(whole.subarray(0, whole.length - 1))).toBeNull();
  expect(readBmp(new Uint8Array())).toBeNull();
  expect(readBmp(await pngOf({ pixels: new Uint8Array(12), widthPx: 2, heightPx: 2 }))).toBeNull();
});
