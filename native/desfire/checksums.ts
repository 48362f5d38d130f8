import { crc32 } from "node:zlib";
import { leastFirst } from "./bytes.ts";

/** DESFire's checksum inside what is enciphered: the usual CRC-32 without its final inversion, least significant byte first. */
export function desfireCrc32(bytes: Uint8Array): Uint8Array {
  return leastFirst((crc32(bytes) ^ 0xffffffff) >>> 0, 4);
}

/** The 16-bit checksum of the first DESFire's messaging: CRC_A of ISO/IEC 14443-3 annex B, least significant byte first. */
export function desfireCrc16(bytes: Uint8Array): Uint8Array {
  let crc = 0x6363;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return leastFirst(crc, 2);
}
