import { escnBytes, escnOf } from "../../main/core/escn.ts";
import type { ChipRecord } from "../../main/core/ports/card-encoder.ts";
import { joined, sameBytes } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";

const format = 0x01;
const escnLength = 16;
const numberLength = 20;
const contentLength = 1 + escnLength + numberLength;

/**
 * The 41 bytes of a record: format 01 ‖ ESCN (16) ‖ student number in UTF-8, zero-padded to 20 ‖ checksum of those 37 bytes (4).
 * The checksum tells a write that was cut short: a standard file keeps what reached it. Enciphered, it still fits one frame.
 * Throws a RangeError for a student number that 20 bytes cannot hold.
 */
export function recordBytes(record: ChipRecord): Uint8Array {
  const number = new TextEncoder().encode(record.studentNumber);
  if (number.length > numberLength || number.includes(0) || !record.studentNumber.isWellFormed()) {
    throw new RangeError("a chip holds a student number of at most 20 bytes of UTF-8 without zeros");
  }
  const padding = new Uint8Array(numberLength - number.length);
  const content = joined([format], escnBytes(record.escn), number, padding);
  return joined(content, desfireCrc32(content));
}

/** The record that bytes read from a chip hold, or null when they were never written whole. */
export function recordOf(bytes: Uint8Array): ChipRecord | null {
  const content = bytes.slice(0, contentLength);
  if (content[0] !== format || !sameBytes(bytes, joined(content, desfireCrc32(content)))) return null;
  const number = content.slice(1 + escnLength);
  const end = number.indexOf(0);
  return {
    escn: escnOf(content.slice(1, 1 + escnLength)),
    studentNumber: new TextDecoder().decode(end === -1 ? number : number.slice(0, end)),
  };
}
