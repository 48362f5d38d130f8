import { colourBits } from "./panels.ts";

const escapeByte = 0x1b;
const carriageReturn = 0x0d;

/** One command of the printers' own language: ESC, the command with its parameters, CR (guide A5013 §2). */
export function commandFrame(command: string): Uint8Array {
  return Uint8Array.from([escapeByte, ...new TextEncoder().encode(command), carriageReturn]);
}

/** The panels a bitmap can be downloaded for. */
export type Panel = "y" | "m" | "c" | "k";

/** A whole panel downloaded: ESC `Db;panel;levels;` the dots CR. */
export function bitmapFrame(panel: Panel, dots: Uint8Array): Uint8Array {
  const levels = panel === "k" ? 2 : 1 << colourBits;
  const head = new TextEncoder().encode(`Db;${panel};${levels};`);
  const frame = new Uint8Array(1 + head.length + dots.length + 1);
  frame[0] = escapeByte;
  frame.set(head, 1);
  frame.set(dots, 1 + head.length);
  frame[frame.length - 1] = carriageReturn;
  return frame;
}

/** Where a reply ends: NUL on usblp; a line end is taken as well. Null until the whole reply has come. */
export function replyIn(heard: Uint8Array): string | null {
  const end = heard.findIndex((byte) => byte === 0 || byte === 0x0a || byte === carriageReturn);
  return end === -1 ? null : new TextDecoder("latin1").decode(heard.subarray(0, end)).trim();
}
