import type { ChipUid } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { Result } from "../result.ts";
import type { CardReader, ChannelFault } from "./apdu-channel.ts";

/** What Guichet writes on a chip: whose card it is. The ESCN, new for every piece of plastic, tells one attempt from another. */
export interface ChipRecord {
  readonly escn: Escn;
  readonly studentNumber: string;
}

export type ChipGeneration = "EV1" | "EV2" | "EV3";

/** What a look at a chip shows, without changing it. */
export type ChipSight =
  | { readonly kind: "blank"; readonly uid: ChipUid; readonly generation: ChipGeneration }
  /** Our application answers to this card's own keys and holds this record. */
  | {
      readonly kind: "personalised";
      readonly uid: ChipUid;
      readonly generation: ChipGeneration;
      readonly record: ChipRecord;
    }
  /** Our application is there, but the work on it was never finished: nothing on it may be trusted. */
  | { readonly kind: "half-written"; readonly uid: ChipUid; readonly generation: ChipGeneration }
  /** Somebody else's applications are on it; `applications` are their identifiers, hexadecimal, most significant byte first. */
  | {
      readonly kind: "foreign";
      readonly uid: ChipUid;
      readonly generation: ChipGeneration;
      readonly applications: readonly string[];
    }
  /** Not a DESFire card. `atr` is hexadecimal. */
  | { readonly kind: "wrong-type"; readonly atr: string };

/** Why a chip could not be read or written. `command` is the DESFire command's name, `status` its status byte. */
export type ChipFault =
  | ChannelFault
  | { readonly kind: "chip-refused"; readonly command: string; readonly status: number }
  | { readonly kind: "chip-integrity"; readonly command: string }
  | { readonly kind: "read-back-differs" }
  | { readonly kind: "uid-changed"; readonly expected: ChipUid; readonly found: ChipUid }
  /** Asked to personalise a chip that already holds something: it was left as it is. `applications` as in a foreign sight. */
  | { readonly kind: "not-blank"; readonly applications: readonly string[] };

/** What a finished personalisation tells. */
export interface Personalised {
  readonly uid: ChipUid;
  /** Command APDUs sent, from the first look to the last comparison. */
  readonly exchanges: number;
}

/** Looks at chips and personalises them, on whichever reader the card lies. */
export interface CardEncoder {
  inspect(reader: CardReader, deadlineMs: number): Promise<Result<ChipSight, ChipFault>>;
  /** Writes the record on the blank chip `uid`, reads it back and compares. Never touches a chip that is not blank. */
  personalise(
    reader: CardReader,
    uid: ChipUid,
    record: ChipRecord,
    deadlineMs: number,
  ): Promise<Result<Personalised, ChipFault>>;
}
