import type { ChipUid } from "../card.ts";
import type { Result } from "../result.ts";
import type { CardReader } from "./apdu-channel.ts";
import type { ChipFault, ChipGeneration } from "./card-encoder.ts";

/** One file as the chip describes it. Hexadecimal is upper-case; rights are read, write, read-and-write, change: a key each, E free, F never. */
export interface FileReading {
  readonly number: number;
  readonly kind: "standard" | "backup" | "value" | "linear" | "cyclic";
  readonly communication: "plain" | "mac" | "enciphered";
  readonly rights: string;
  /** Bytes of a data file, or of all records together; null for a value. */
  readonly size: number | null;
  /** Bytes anybody may read, as far as they were read; null where a key is needed. */
  readonly content: string | null;
}

/** One application as the chip describes it; what it tells only to the holder of a key is null. */
export interface ApplicationReading {
  /** Three bytes, most significant first, as esup writes them. */
  readonly aid: string;
  readonly iso: { readonly fileId: string; readonly name: string } | null;
  /** Settings byte, hexadecimal. */
  readonly keySettings: string | null;
  readonly keyType: "des" | "3k3des" | "aes" | null;
  readonly keyVersions: readonly number[] | null;
  readonly files: readonly FileReading[] | null;
}

/** What a card says of itself to anybody, without a key. */
export type ChipReading =
  | {
      readonly kind: "desfire";
      /** Null for the first DESFire, which knows no AES, and for one that is newer than this program. */
      readonly generation: ChipGeneration | null;
      /** Null when the chip hides its number: it shows another one every time. */
      readonly uid: ChipUid | null;
      /** What the reader was shown, random or not; null when the reader does not tell. */
      readonly shownNumber: string | null;
      readonly memoryBytes: number;
      readonly freeBytes: number | null;
      /** As the maker wrote it: week 1–53, year of two digits; null when it makes no sense. */
      readonly made: { readonly week: number; readonly year: number } | null;
      readonly keySettings: string | null;
      readonly masterKey: { readonly type: "des" | "3k3des" | "aes"; readonly version: number } | null;
      /** Null when the chip lists its applications only to its master key. */
      readonly applications: readonly ApplicationReading[] | null;
    }
  /** Another kind of card; `family` as PC/SC names storage cards, null for anything else. */
  | {
      readonly kind: "other";
      readonly atr: string;
      readonly shownNumber: string | null;
      readonly family: StorageFamily | null;
    };

/** Storage cards by the name PC/SC gives them (part 3, supplemental document). */
export type StorageFamily =
  | "mifare-classic-1k"
  | "mifare-classic-4k"
  | "mifare-ultralight"
  | "mifare-mini"
  | "mifare-plus"
  | "felica"
  | "storage";

/** Reads what a card says of itself. Changes nothing on it, and shows it no key. */
export interface ChipReader {
  read(reader: CardReader, deadlineMs: number): Promise<Result<ChipReading, ChipFault>>;
}
