import { crc32 } from "node:zlib";
import { leastFirst } from "./bytes.ts";

/** DESFire's checksum inside what is enciphered: the usual CRC-32 without its final inversion, least significant byte first. */
export function desfireCrc32(bytes: Uint8Array): Uint8Array {
  return leastFirst((crc32(bytes) ^ 0xffffffff) >>> 0, 4);
}
