import { joined } from "./bytes.ts";

/** The most data one frame may carry: 60 bytes with its command or status byte (frame size 64 of ISO 14443-4, less its own bytes). */
export const frameDataLength = 59;

/** Code that asks for, or carries, the next frame of a conversation under way. */
export const nextFrame = 0xaf;

/** What a chip answered to one frame. */
export interface FrameAnswer {
  readonly status: number;
  readonly data: Uint8Array;
}

/** A native command wrapped as an ISO 7816-4 APDU: `90 CMD 00 00 [Lc data] 00`. */
export function wrapped(code: number, data: Uint8Array): Uint8Array {
  const length = data.length === 0 ? [] : [data.length];
  return joined([0x90, code, 0x00, 0x00], length, data, [0x00]);
}

/** The data and DESFire status of a wrapped answer, or null when its status word is not 91xx: no DESFire speaks there. */
export function unwrapped(response: Uint8Array): FrameAnswer | null {
  const [first, second] = response.subarray(-2);
  if (first !== 0x91 || second === undefined) return null;
  return { status: second, data: response.slice(0, -2) };
}
