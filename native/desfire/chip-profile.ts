import type { StandardFile } from "./file-commands.ts";

/** What Guichet puts on a chip: one application, its AES keys, one file that holds whose card it is. */
export interface ChipProfile {
  readonly aid: number;
  readonly keySettings: number;
  readonly keyCount: number;
  readonly readKey: number;
  readonly writeKey: number;
  readonly file: StandardFile;
}

/**
 * Guichet's example profile. The AID lies in the F5xxxx family French universities use for their own applications, next to none
 * published; a university replaces it by its own. Key settings 0B: master key and settings changeable, listing free, the master key
 * needed to create or delete files and to change keys. The file has its final rights from the start and is never free to write.
 */
export const guichetProfile: ChipProfile = {
  aid: 0xf58a10,
  keySettings: 0x0b,
  keyCount: 4,
  readKey: 1,
  writeKey: 2,
  file: {
    number: 0,
    communication: "enciphered",
    rights: { read: 1, write: 2, readWrite: 2, change: 3 },
    size: 41,
  },
};
