import { array, assert, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { answerFrame, takeFrames } from "./handler-frames.ts";

const power = [0x55, 0, 0, 0, 0];
const transmit = [0x54, 0, 0, 0, 2, 0x90, 0x60];
const lamp = [0x58, 0, 0, 0, 6, 0x42, 0, 0, 1, 0xff, 0x00];
const attribute = [0x41, 0, 0, 0, 4, 0x00, 0x01, 0x01, 0x03];

const asked = [
  { ask: "power-up" },
  { ask: "transmit", command: Uint8Array.of(0x90, 0x60) },
  { ask: "control", code: 0x4200_0001, bytes: Uint8Array.of(0xff, 0x00) },
  { ask: "attribute", tag: 0x0001_0103 },
];

test("what pcscd asks is understood however the socket cuts it", () => {
  const all = Uint8Array.from([...power, ...transmit, ...lamp, ...attribute]);
  assert(
    property(array(nat(all.length), { maxLength: 5 }), (cuts) => {
      const frames: unknown[] = [];
      let kept: Uint8Array = new Uint8Array();
      let from = 0;
      for (const to of [...cuts.sort((a, b) => a - b), all.length]) {
        const taken = takeFrames(Buffer.concat([kept, all.subarray(from, to)]));
        frames.push(...taken.frames);
        kept = taken.rest;
        from = to;
      }
      expect(frames).toEqual(
        asked.map((each) =>
          Object.fromEntries(Object.entries(each).map(([key, value]) => [key, bytesIn(value)])),
        ),
      );
      expect(kept).toHaveLength(0);
    }),
  );
});

/** Buffers and arrays of bytes are the same to whoever reads them, and differ to a comparison. */
function bytesIn(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

test("an answer carries its code and its length before its bytes", () => {
  expect(answerFrame({ code: "mute" })).toEqual(Uint8Array.of(2, 0, 0, 0, 0));
  expect(answerFrame({ code: "done", bytes: Uint8Array.of(0x91, 0) })).toEqual(
    Uint8Array.of(0, 0, 0, 0, 2, 0x91, 0),
  );
});

test("a request nobody sends is a bug", () => {
  expect(() => takeFrames(Uint8Array.of(0x5a, 0, 0, 0, 0))).toThrow("asked 90");
});
