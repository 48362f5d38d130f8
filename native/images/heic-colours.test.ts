import * as fc from "fast-check";
import { expect, test } from "vitest";
import { profileOfHeic } from "./heic-colours.ts";

function box(name: string, ...inside: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(inside);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
}

const profile = Buffer.from("an ICC profile");
const version = Buffer.alloc(4);
const colours = box("ipco", box("ispe", Buffer.alloc(12)), box("colr", Buffer.from("prof"), profile));

test("the profile of a HEIC is found where its pictures' properties are", () => {
  const heic = Buffer.concat([
    box("ftyp", Buffer.from("heic\0\0\0\0mif1")),
    box("meta", version, box("hdlr", Buffer.alloc(20)), box("iprp", colours)),
    box("mdat", Buffer.from("pixels")),
  ]);
  expect(profileOfHeic(heic)).toEqual(profile);
});

test("one that only names its colours by number has none, nor has one whose profile stands anywhere else", () => {
  const named = box("ipco", box("colr", Buffer.from("nclx\0\u0001\0\r\0\u0006\u0080", "latin1")));
  expect(profileOfHeic(box("meta", version, box("iprp", named)))).toBeNull();
  expect(profileOfHeic(Buffer.concat([box("mdat", colours), box("free", colours)]))).toBeNull();
});

test("boxes that lie about their length are left, and no bytes whatever hold it up", () => {
  const heic = box("meta", version, box("iprp", colours));
  heic.writeUInt32BE(2 ** 31, 12);
  expect(profileOfHeic(heic)).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void profileOfHeic(bytes)));
  const whole = Buffer.concat([box("meta", version, box("iprp", colours))]);
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const bent = Buffer.from(whole);
      bent[at] = byte;
      profileOfHeic(bent);
    }),
  );
});
