import { joined } from "./bytes.ts";

/** ISO/IEC 7816-4 SELECT of an application by its DF name: 1 to 16 bytes. */
export function isoSelectName(name: Uint8Array): Uint8Array {
  return joined([0x00, 0xa4, 0x04, 0x00, name.length], name, [0x00]);
}

/** ISO/IEC 7816-4 SELECT of a file by its identifier: an application's, a file's inside the current one, or 3F00 for the chip. */
export function isoSelectFile(fileId: number): Uint8Array {
  return Uint8Array.of(0x00, 0xa4, 0x00, 0x00, 0x02, fileId >> 8, fileId & 0xff, 0x00);
}
