/** What the handler in pcscd asks of the reader: the requests described at the head of guichet-ifd.c. */
export type AskedOfReader =
  | { readonly ask: "power-up" }
  | { readonly ask: "power-down" }
  | { readonly ask: "transmit"; readonly command: Uint8Array }
  | { readonly ask: "control"; readonly code: number; readonly bytes: Uint8Array }
  | { readonly ask: "attribute"; readonly tag: number };

/** What the reader answers. */
export interface ReaderAnswer {
  readonly code: "done" | "no-card" | "mute" | "unknown";
  readonly bytes?: Uint8Array;
}

const codes: Readonly<Record<ReaderAnswer["code"], number>> = { done: 0, "no-card": 1, mute: 2, unknown: 3 };
const headLength = 5;

/** Cuts the bytes received so far into requests; `rest` is the beginning of the next one. Throws for a request nobody sends. */
export function takeFrames(bytes: Uint8Array): {
  readonly frames: readonly AskedOfReader[];
  readonly rest: Uint8Array;
} {
  const frames: AskedOfReader[] = [];
  let rest = bytes;
  for (;;) {
    const length = rest.length < headLength ? null : numberAt(rest, 1);
    if (length === null || rest.length < headLength + length) return { frames, rest };
    frames.push(frameOf(rest[0], rest.slice(headLength, headLength + length)));
    rest = rest.subarray(headLength + length);
  }
}

/** An answer as it travels. */
export function answerFrame({ code, bytes = new Uint8Array() }: ReaderAnswer): Uint8Array {
  const frame = new Uint8Array(headLength + bytes.length);
  frame[0] = codes[code];
  new DataView(frame.buffer).setUint32(1, bytes.length);
  frame.set(bytes, headLength);
  return frame;
}

function frameOf(op: number | undefined, bytes: Uint8Array): AskedOfReader {
  switch (String.fromCharCode(op ?? 0)) {
    case "U":
      return { ask: "power-up" };
    case "D":
      return { ask: "power-down" };
    case "T":
      return { ask: "transmit", command: bytes };
    case "X":
      return { ask: "control", code: numberAt(bytes, 0), bytes: bytes.slice(4) };
    case "A":
      return { ask: "attribute", tag: numberAt(bytes, 0) };
    default:
      throw new Error(`the handler asked ${op}`);
  }
}

function numberAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}
