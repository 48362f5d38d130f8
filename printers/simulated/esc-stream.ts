import { bytesOfPanel } from "./read-panels.ts";

/** One thing said to a printer in its own language. */
export type EscSaid =
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "panel"; readonly panel: string; readonly levels: number; readonly dots: Uint8Array };

/** Takes bytes as they come and gives what was said, whole: a bitmap may hold any byte, so its length decides. */
export interface EscStream {
  push(bytes: Uint8Array): readonly EscSaid[];
}

const escapeByte = 0x1b;
const carriageReturn = 0x0d;
/** Longer than any command's words. */
const longestHead = 64;

/** A stream for one connection. */
export function createEscStream(): EscStream {
  const pieces: Uint8Array[] = [];
  let held = 0;
  let wanted = 1;

  return {
    push(bytes) {
      pieces.push(bytes);
      held += bytes.length;
      if (held < wanted) return [];
      let rest: Uint8Array = Buffer.concat(pieces);
      const said: EscSaid[] = [];
      while (true) {
        const read = next(rest);
        if ("wants" in read) {
          wanted = read.wants;
          break;
        }
        if (read.said !== null) said.push(read.said);
        rest = rest.subarray(read.used);
      }
      pieces.splice(0, pieces.length, rest);
      held = rest.length;
      return said;
    },
  };
}

/** The first thing said in these bytes, and how many it took; or how many there must be before it is worth another look. */
function next(
  from: Uint8Array,
): { readonly said: EscSaid | null; readonly used: number } | { readonly wants: number } {
  const start = from.indexOf(escapeByte);
  if (start === -1) return { wants: from.length + 1 };
  const head = Buffer.from(from.subarray(start + 1, start + 1 + longestHead)).toString("latin1");
  const bitmap = /^Db;([ymcko]);(\d+);/.exec(head);
  if (bitmap !== null) {
    const [words, panel = "", levels = ""] = bitmap;
    const size = bytesOfPanel(Number(levels));
    const dotsAt = start + 1 + words.length;
    if (size === null) return { said: { kind: "command", text: words }, used: dotsAt };
    if (from.length < dotsAt + size + 1) return { wants: dotsAt + size + 1 };
    const dots = new Uint8Array(from.subarray(dotsAt, dotsAt + size));
    return { said: { kind: "panel", panel, levels: Number(levels), dots }, used: dotsAt + size + 1 };
  }
  const end = from.indexOf(carriageReturn, start);
  if (end === -1) return { wants: from.length + 1 };
  const text = Buffer.from(from.subarray(start + 1, end)).toString("latin1");
  return { said: { kind: "command", text }, used: end + 1 };
}
