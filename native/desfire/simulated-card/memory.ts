import type { Application, Eeprom, File } from "./eeprom.ts";

/** What the chip gives out: 8 KB less its own book-keeping, in blocks of 32 bytes. */
const memoryBytes = 7936;
const blockBytes = 32;

function blocks(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

/** Memory one file takes: its content, twice where a transaction may be abandoned. */
export function fileBytes({ kind, content, records }: File): number {
  switch (kind) {
    case "standard":
      return blocks(content.length / 2);
    case "backup":
      return 2 * blocks(content.length / 2);
    case "value":
      return blockBytes;
    case "linear":
    case "cyclic":
      return blocks((records?.size ?? 0) * (records?.most ?? 0));
  }
}

/** Memory one application takes, files included. */
export function applicationBytes({ keys, files }: Application): number {
  return files.reduce((sum, file) => sum + fileBytes(file), blocks(16 + 8 * keys.length));
}

/** Memory still free. */
export function freeBytes({ applications, lostBytes }: Eeprom): number {
  return memoryBytes - lostBytes - applications.reduce((sum, one) => sum + applicationBytes(one), 0);
}
