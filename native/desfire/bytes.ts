/** One array of all the bytes, in order. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Upper-case hexadecimal, two digits a byte. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex").toUpperCase();
}

/** The bytes of a hexadecimal text. */
export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

/** A number as `width` bytes, least significant first: DESFire's order on the wire. */
export function leastFirst(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

/** The number that bytes stand for, least significant first. */
export function numberOf(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

/** The bytes cut into pieces of at most `length`; at least one piece, empty if need be. */
export function piecesOf(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / length));
  return Array.from({ length: count }, (_, at) => bytes.slice(at * length, (at + 1) * length));
}

/** The bytes turned one place to the left, as both sides of an authentication do to the other's challenge. */
export function turnedLeft(bytes: Uint8Array): Uint8Array {
  return joined(bytes.subarray(1), bytes.subarray(0, 1));
}

/** How long `length` bytes are once padded to full blocks. */
export function paddedLength(length: number, blockLength: number): number {
  return Math.ceil(length / blockLength) * blockLength;
}

/** The bytes lengthened with zeros to full blocks. */
export function zeroPadded(bytes: Uint8Array, blockLength: number): Uint8Array {
  return joined(bytes, new Uint8Array(paddedLength(bytes.length, blockLength) - bytes.length));
}

/** The bytes lengthened with 80 and zeros to full blocks (ISO/IEC 9797-1 method 2): always at least one byte more. */
export function markedPadded(bytes: Uint8Array, blockLength: number): Uint8Array {
  return zeroPadded(joined(bytes, [0x80]), blockLength);
}

/** What stood before `markedPadded`, or null when no such padding ends the bytes. */
export function withoutMark(bytes: Uint8Array): Uint8Array | null {
  const mark = bytes.findLastIndex((byte) => byte !== 0);
  return bytes[mark] === 0x80 ? bytes.slice(0, mark) : null;
}

/** Each byte of one array mixed with the byte of the other at the same place. */
export function mixed(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}
