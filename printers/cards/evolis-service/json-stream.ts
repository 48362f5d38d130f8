/**
 * Finds where one JSON value ends in bytes that arrive in pieces: the service puts nothing between or behind its
 * messages and some versions never close the connection. Each byte is looked at once.
 */
export interface JsonStream {
  /** Takes the next bytes; gives the first whole value's bytes once its last one has come, and null until then. */
  push(bytes: Uint8Array): Uint8Array | null;
}

const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x7b, 0x5b]);
const closers = new Set([0x7d, 0x5d]);

/** A stream for one object or array. */
export function createJsonStream(): JsonStream {
  const pieces: Uint8Array[] = [];
  let depth = 0;
  let begun = false;
  let inText = false;
  let escaped = false;

  function endIn(bytes: Uint8Array): number | null {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (escaped) escaped = false;
      else if (inText) {
        if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
      } else if (byte === quote) inText = true;
      else if (openers.has(byte)) {
        depth += 1;
        begun = true;
      } else if (closers.has(byte)) {
        depth -= 1;
        if (begun && depth === 0) return at + 1;
      }
    }
    return null;
  }

  return {
    push(bytes) {
      const end = endIn(bytes);
      pieces.push(end === null ? bytes : bytes.subarray(0, end));
      return end === null ? null : Buffer.concat(pieces);
    },
  };
}
